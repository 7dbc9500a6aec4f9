package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizeTest {

    private static final AgentId QA = new AgentId("qa");

    @Test
    void sizesAreParsedFromStty() {
        assertThat(Size.ofStty("24 80\n")).contains(new Size(80, 24));
        assertThat(Size.ofStty("0 0")).isEmpty();
        assertThat(Size.ofStty("stty: no")).isEmpty();
    }

    @Test
    void aWindowThatNoTerminalCanHaveRequestsTheNearestSize() {
        assertThat(new Size(100, 30).resize(QA)).isEqualTo(new ClientMessage.Resize(QA, 100, 30, Optional.empty()));
        assertThat(new Size(1, 9999).resize(QA)).isEqualTo(new ClientMessage.Resize(QA, 2, 500, Optional.empty()));
    }
}
