package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.agenthub.agent.AgentId;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {

    private static final AgentId QA = new AgentId("qa");
    private static final Remembered HELD = new Remembered(QA,
            Optional.of(new AgentPolicy(LaunchPolicy.AUTO, ShutdownPolicy.IDLE, 7)), true);

    @TempDir
    Path folder;

    private StateStore store() {
        return new StateStore(folder.resolve("below/state.json"), new ObjectMapper().registerModule(new Jdk8Module()));
    }

    @Test
    void whatWasSavedIsLoadedByTheNextHub() {
        store().save(HELD);
        assertThat(store().load()).containsOnly(Map.entry(QA, HELD));
    }

    @Test
    void theFirstHubFindsNothing() {
        assertThat(store().load()).isEmpty();
    }

    @Test
    void aDamagedFileIsSetAsideAndNothingOfItIsLost() throws IOException {
        store().save(HELD);
        var file = folder.resolve("below/state.json");
        Files.writeString(file, "{\"version\":1,\"agents\":{\"q");
        assertThat(store().load()).isEmpty();
        assertThat(folder.resolve("below/state.json.damaged")).hasContent("{\"version\":1,\"agents\":{\"q");

        store().save(HELD);
        assertThat(store().load()).hasSize(1);
    }

    @Test
    void theFileOfANewerHubIsSetAside() throws IOException {
        Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("below/state.json"), "{\"version\":99,\"agents\":{}}");
        assertThat(store().load()).isEmpty();
        assertThat(folder.resolve("below/state.json.damaged")).exists();
    }
}
