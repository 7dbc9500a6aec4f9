package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSocketTest {

    @Test
    void messagesOfTheHubAreRead() {
        var output = new TerminalMessage.Output(new AgentId("qa"), "\033[1mü");
        assertThat(HubSocket.read(Wire.write(output))).contains(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "null", "{}", "{\"type\":\"newer\",\"agent_id\":\"qa\"}"})
    void unknownMessagesAreSkipped(String text) {
        assertThat(HubSocket.read(text)).isEmpty();
    }
}
