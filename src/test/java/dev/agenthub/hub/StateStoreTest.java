package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.Told;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {

    private static final AgentId QA = new AgentId("qa");
    private static final Remembered HELD = new Remembered(QA,
            Optional.of(new AgentPolicy(LaunchPolicy.AUTO, ShutdownPolicy.IDLE, 7)), true);

    @TempDir
    Path folder;

    private final List<String> troubles = new ArrayList<>();

    private StateStore store() {
        return new StateStore(folder.resolve("below/state.json"), new ObjectMapper().registerModule(new Jdk8Module()),
                troubles::add);
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

        assertThat(troubles).singleElement().asString().contains("cannot be read", "state.json.damaged");

        store().save(HELD);
        assertThat(store().load()).hasSize(1);
    }

    @Test
    void theFileOfTheFirstVersionIsRead() throws IOException {
        Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("below/state.json"), """
                {"version":1,"agents":{"qa":{"policy":{"launch":"AUTO","shutdown":"IDLE","idle_timeout_minutes":7},"held":true}}}""");
        assertThat(store().load()).containsOnly(Map.entry(QA, HELD));
        assertThat(troubles).isEmpty();
    }

    @Test
    void whatWasToldIsKeptBesideThePolicy() {
        var told = new Told(Instant.parse("2026-01-01T12:00:00Z"), Set.of("a.md"));
        var store = store();
        store.save(HELD);
        store.save(QA, told);
        store.save(HELD);
        var next = store();
        assertThat(next.load()).containsOnly(Map.entry(QA, HELD));
        assertThat(next.told()).containsOnly(Map.entry(QA, told));
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() throws IOException {
        Files.writeString(folder.resolve("below"), "a file where the folder should be");
        store().save(HELD);
        assertThat(troubles).singleElement().asString().contains("cannot be written");
    }

    /** {@code /dev/full} takes nothing, as a full disk does. */
    @Test
    void onAFullDiskTheLossIsToldWithItsCureAndWhatChangedIsSavedWhenThereIsRoom() throws IOException {
        var store = store();
        store.save(HELD);
        var beside = folder.resolve("below/state.json.new");
        Files.createSymbolicLink(beside, Path.of("/dev/full"));
        var told = new Told(Instant.parse("2026-01-01T12:00:00Z"), Set.of("a.md"));
        store.save(QA, told);
        assertThat(troubles).singleElement().asString().contains("what changed of qa", "No space left on device", "Make room there");
        assertThat(store().load()).as("the file is whole, as it was").containsOnly(Map.entry(QA, HELD));
        assertThat(store.behind()).isTrue();
        store.saveAgain();
        assertThat(store.behind()).isTrue();
        assertThat(troubles).as("told once").hasSize(1);

        Files.delete(beside);
        store.saveAgain();
        assertThat(store.behind()).isFalse();
        var next = store();
        assertThat(next.load()).containsOnly(Map.entry(QA, HELD));
        assertThat(next.told()).containsOnly(Map.entry(QA, told));
    }

    @Test
    void theFileOfANewerHubIsSetAside() throws IOException {
        Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("below/state.json"), "{\"version\":99,\"agents\":{}}");
        assertThat(store().load()).isEmpty();
        assertThat(folder.resolve("below/state.json.damaged")).exists();
    }
}
