package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeLog;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateStoreTest {

    private static final AgentId QA = new AgentId("qa");
    private static final SavedAgent HELD = new SavedAgent(QA,
            Optional.of(new AgentPolicy(LaunchPolicy.AUTO, ShutdownPolicy.IDLE, 7)), true);

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    private StateStore store() {
        return new StateStore(folder.resolve("below/state.json"),
                problems::add);
    }

    @Test
    void theNextHubLoadsTheSavedState() {
        store().save(HELD);
        assertThat(store().load().agents()).containsOnly(Map.entry(QA, HELD));
    }

    @Test
    void theFirstStartLoadsNothing() {
        assertThat(store().load().agents()).isEmpty();
    }

    @Test
    void aDamagedFileIsRenamedWithItsContentIntact() throws IOException {
        store().save(HELD);
        var file = folder.resolve("below/state.json");
        Files.writeString(file, "{\"version\":1,\"agents\":{\"q");
        assertThat(store().load().agents()).isEmpty();
        assertThat(folder.resolve("below/state.json.damaged")).hasContent("{\"version\":1,\"agents\":{\"q");

        assertThat(problems).singleElement().asString().contains("cannot be used", "state.json.damaged");

        store().save(HELD);
        assertThat(store().load().agents()).hasSize(1);
    }

    @Test
    void noticesAreKeptAlongWithThePolicy() {
        var log = new NoticeLog(Instant.parse("2026-01-01T12:00:00Z"), Set.of("a.md"));
        var store = store();
        store.save(HELD);
        store.save(QA, log);
        store.save(HELD);
        var next = store();
        assertThat(next.load().agents()).containsOnly(Map.entry(QA, HELD));
        assertThat(next.load().notices()).containsOnly(Map.entry(QA, log));
    }

    @Test
    void aFailedWriteIsReported() throws IOException {
        Files.writeString(folder.resolve("below"), "a file where the folder should be");
        store().save(HELD);
        assertThat(problems).singleElement().asString().contains("cannot be written");
    }

    /** A non-empty folder in place of the file makes the write fail; {@code FullDiskIT} uses a full disk. */
    @Test
    void aFailedWriteIsReportedOnceAndRetriedUntilItSucceeds() throws IOException {
        var store = store();
        var inTheWay = Files.createDirectories(folder.resolve("below/state.json/full"));
        store.save(HELD);
        assertThat(problems).singleElement().asString().contains("the changes to qa", "Free disk space");
        assertThat(store.hasUnsavedChanges()).isTrue();
        store.retrySave();
        assertThat(store.hasUnsavedChanges()).isTrue();
        assertThat(problems).as("reported once").hasSize(1);
        try (var left = Files.list(folder.resolve("below"))) {
            assertThat(left).as("no drafts").containsExactly(folder.resolve("below/state.json"));
        }

        Files.delete(inTheWay);
        Files.delete(folder.resolve("below/state.json"));
        store.retrySave();
        assertThat(store.hasUnsavedChanges()).isFalse();
        assertThat(store().load().agents()).containsOnly(Map.entry(QA, HELD));
        assertThat(Files.getPosixFilePermissions(folder.resolve("below/state.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "7", "true", "\"text\"", "{}", "{\"version\":2}",
        "{\"version\":2,\"agents\":null}", "{\"version\":2,\"agents\":[]}",
        "{\"version\":2,\"agents\":{\"qa\":null}}", "{\"version\":2,\"agents\":{\"qa\":7}}",
        "{\"version\":2,\"agents\":{\"Not an id\":{}}}", "{\"version\":\"two\",\"agents\":{}}",
        "{\"version\":2,\"agents\":{\"q",
        "{\"version\":2,\"agents\":{\"qa\":{\"policy\":{}}}}",
        "{\"version\":2,\"agents\":{\"qa\":{\"policy\":{\"launch\":\"SOMETIMES\"}}}}",
        "{\"version\":2,\"agents\":{\"qa\":{\"told\":{\"run\":null,\"tasks\":null}}}}",
        "{\"version\":2,\"agents\":{\"qa\":{\"told\":{\"run\":\"noon\",\"tasks\":[]}}}}",
        "{\"version\":2,\"agents\":{\"qa\":{\"told\":{\"run\":\"2026-01-01T12:00:00Z\",\"tasks\":[null]}}}}"})
    void anyInvalidFileIsRenamedAndReportedWithWhatIsLost(String content) throws IOException {
        var file = Files.createDirectories(folder.resolve("below")).resolve("state.json");
        Files.writeString(file, content);
        assertThat(store().load().agents()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("below/state.json.damaged")).hasContent(content);
        assertThat(problems).singleElement().asString()
                .startsWith("The state file " + file + " cannot be used: it")
                .contains("It was renamed to " + folder.resolve("below/state.json.damaged")
                        + ". Its content is lost: policies are as configured")
                .doesNotContain("Exception", "java", "stack", "null", "\n", "Source");
    }

    @Test
    void aDeeplyNestedFileIsRenamed() throws IOException {
        var file = Files.createDirectories(folder.resolve("below")).resolve("state.json");
        Files.writeString(file, "{\"version\":2,\"agents\":{\"qa\":" + "[".repeat(1_000_000));
        assertThat(store().load().agents()).isEmpty();
        assertThat(problems).singleElement().asString().contains("it is not a state file");
    }

    @Test
    void aHugeFileIsRenamedUnread() throws IOException {
        var file = Files.createDirectories(folder.resolve("below")).resolve("state.json");
        try (var huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(10L << 30);
        }
        assertThat(store().load().agents()).isEmpty();
        assertThat(problems).singleElement().asString().contains("cannot be used: it is larger than");
        assertThat(folder.resolve("below/state.json.damaged")).exists();
    }

    @Test
    void aFileOfANewerVersionIsRenamed() throws IOException {
        Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("below/state.json"), "{\"version\":99,\"agents\":{}}");
        assertThat(store().load().agents()).isEmpty();
        assertThat(folder.resolve("below/state.json.damaged")).exists();
    }
}
