package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.EngineEvent;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Translation of the engine's event messages. */
class EventReaderTest {

    private static final AgentId QA = new AgentId("qa");

    private final EventReader reader = new EventReader();

    @Test
    void readsStartPauseAndDeath() {
        assertThat(read("start", "qa", "")).contains(new EngineEvent.Started(QA, "c1"));
        assertThat(read("pause", "qa", "")).contains(new EngineEvent.Paused(QA, "c1", true));
        assertThat(read("unpause", "qa", "")).contains(new EngineEvent.Paused(QA, "c1", false));
        assertThat(read("die", "qa", "3")).contains(new EngineEvent.Died(QA, "c1", Exit.of(3)));
    }

    @Test
    void outOfMemoryIsAttributedToTheNextExitOnly() {
        assertThat(read("oom", "qa", "")).isEmpty();
        assertThat(read("die", "qa", "137"))
                .contains(new EngineEvent.Died(QA, "c1", new Exit(OptionalInt.of(137), true)));
        assertThat(read("die", "qa", "137")).contains(new EngineEvent.Died(QA, "c1", Exit.of(137)));
    }

    @Test
    void anExitWithoutACodeIsUnknown() {
        assertThat(read("die", "qa", "")).contains(new EngineEvent.Died(QA, "c1", Exit.UNKNOWN));
    }

    @Test
    void otherMessagesAreIgnored() {
        assertThat(read("exec_create: sh", "qa", "")).isEmpty();
        assertThat(read("destroy", "qa", "")).isEmpty();
        assertThat(read("start", "../etc", "")).isEmpty();
    }

    private Optional<EngineEvent> read(String action, String agent, String code) {
        var json = """
                {"Type":"container","Action":"%s","Actor":{"ID":"c1",
                 "Attributes":{"dev.agenthub.agent":"%s","exitCode":"%s"}}}
                """.formatted(action, agent, code);
        try {
            return reader.read(EngineApi.JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
