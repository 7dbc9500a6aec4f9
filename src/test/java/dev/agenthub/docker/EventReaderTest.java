package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.agent.Exit;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the engine's messages mean. */
class EventReaderTest {

    private static final AgentId QA = new AgentId("qa");

    private final EventReader line = new EventReader();

    @Test
    void startPauseAndDeath() {
        assertThat(read("start", "qa", "")).contains(new EngineEvent.Started(QA, "c1"));
        assertThat(read("pause", "qa", "")).contains(new EngineEvent.Paused(QA, "c1", true));
        assertThat(read("unpause", "qa", "")).contains(new EngineEvent.Paused(QA, "c1", false));
        assertThat(read("die", "qa", "3")).contains(new EngineEvent.Died(QA, "c1", Exit.of(3)));
    }

    @Test
    void anOutOfMemoryEndIsTheOneThatFollowsIt() {
        assertThat(read("oom", "qa", "")).isEmpty();
        assertThat(read("die", "qa", "137")).contains(new EngineEvent.Died(QA, "c1", new Exit(OptionalInt.of(137), true)));
        assertThat(read("die", "qa", "137")).contains(new EngineEvent.Died(QA, "c1", Exit.of(137)));
    }

    @Test
    void anEndWithoutACodeIsUnknown() {
        assertThat(read("die", "qa", "")).contains(new EngineEvent.Died(QA, "c1", Exit.UNKNOWN));
    }

    @Test
    void theRestIsNothing() {
        assertThat(read("exec_create: sh", "qa", "")).isEmpty();
        assertThat(read("destroy", "qa", "")).isEmpty();
        assertThat(read("start", "../etc", "")).isEmpty();
    }

    private Optional<EngineEvent> read(String action, String agent, String code) {
        var json = """
                {"Type":"container","Action":"%s","Actor":{"ID":"c1","Attributes":{"dev.agenthub.agent":"%s","exitCode":"%s"}}}
                """.formatted(action, agent, code);
        try {
            return line.read(EngineHttp.JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
