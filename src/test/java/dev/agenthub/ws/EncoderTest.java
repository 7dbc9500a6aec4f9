package dev.agenthub.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.ws.Encoder.BadMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {

    private final Encoder encoder = new Encoder();

    @Test
    void aMessageIsReadAndUnknownFieldsAreIgnored() {
        assertThat(encoder.read(" {\"type\":\"input\",\"agent_id\":\"qa\",\"data\":\"x\",\"newer\":1}"))
                .isEqualTo(new ClientMessage.Input(new AgentId("qa"), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[1]", "7", "null", "\"text\""})
    void aFrameThatIsNotAnObjectIsRefused(String frame) {
        assertThatThrownBy(() -> encoder.read(frame)).isInstanceOf(BadMessage.class)
                .hasMessageStartingWith("The message must be one JSON object with a field 'type'");
    }

    @Test
    void errorsOfFieldsAreThoseOfTheApi() {
        assertThatThrownBy(() -> encoder.read("{\"type\":\"input\",\"agent_id\":\"qa\"}"))
                .hasMessage("The field 'data' must be a string.");
    }
}
