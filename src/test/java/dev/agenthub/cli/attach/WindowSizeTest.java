package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowSizeTest {

    private static final AgentId QA = new AgentId("qa");

    @Test
    void sizesAreParsedFromStty() {
        assertThat(WindowSize.ofStty("24 80\n")).contains(new WindowSize(80, 24));
        assertThat(WindowSize.ofStty("0 0")).isEmpty();
        assertThat(WindowSize.ofStty("stty: no")).isEmpty();
    }

    @Test
    void aWindowThatNoTerminalCanHaveRequestsTheNearestSize() {
        assertThat(new WindowSize(100, 30).resize(QA)).isEqualTo(resize(100, 30));
        assertThat(new WindowSize(1, 9999).resize(QA)).isEqualTo(resize(2, 500));
    }

    private static ClientMessage resize(int cols, int rows) {
        return new ClientMessage.Resize(QA, cols, rows, Optional.empty());
    }
}
