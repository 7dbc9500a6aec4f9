package dev.agenthub.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count is updated soon after any kind of change. */
class InboxWatcherTest {

    private static final AgentId QA = new AgentId("qa");
    private static final AgentId BU = new AgentId("bu");

    @TempDir
    Path folder;

    private Path inbox;
    private InboxWatcher watcher;
    private final List<InboxEvent> seen = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() throws IOException {
        inbox = folder.resolve("users/qa/inbox");
        Files.createDirectories(inbox);
        Files.writeString(inbox.resolve("before.md"), "# was there before the hub");
        watcher = new InboxWatcher(new Inboxes(Map.of(QA, new Inbox(inbox, folder), BU,
                new Inbox(folder.resolve("users/bu/inbox"), folder))), problems::add);
        watcher.events().subscribe().with(seen::add);
        watcher.start();
        awaitCount(QA, 1);
    }

    @AfterEach
    void stop() throws IOException {
        watcher.close();
    }

    private void awaitCount(AgentId agent, int count) {
        // Well below the rescan interval, so that events are tested.
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(counts()).containsEntry(agent, count));
    }

    private Map<AgentId, Integer> counts() {
        var counts = new HashMap<AgentId, Integer>();
        seen.forEach(event -> counts.put(event.agent(), event.count()));
        return counts;
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "# a task");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void existingFilesCountButHaveNotArrived() {
        assertThat(seen.stream().filter(e -> e.agent().equals(QA)).findFirst().orElseThrow().arrived()).isEmpty();
    }

    @Test
    void aFileRenamedIntoPlaceCountsAndItsTemporaryNameDoesNot() throws IOException {
        write(inbox.resolve(".task.md.swp"));
        write(inbox.resolve("task.tmp"));
        Files.move(inbox.resolve("task.tmp"), inbox.resolve("task.md"), StandardCopyOption.ATOMIC_MOVE);
        awaitCount(QA, 2);
        assertThat(seen.getLast().arrived()).containsExactly("task.md");
    }

    @Test
    void aRemovedFileIsNotCounted() throws IOException {
        Files.delete(inbox.resolve("before.md"));
        awaitCount(QA, 0);
        assertThat(seen.getLast().arrived()).isEmpty();
    }

    @Test
    void aBurstOfFilesCausesFewEvents() {
        IntStream.range(0, 1000).forEach(i -> write(inbox.resolve("burst-" + i + ".md")));
        awaitCount(QA, 1001);
        assertThat(seen).hasSizeLessThan(50);
    }

    @Test
    void fiveHundredInboxesAreEachWatched() throws IOException {
        var many = IntStream.range(0, 500).mapToObj(i -> new AgentId("agent-" + i)).toList();
        for (var agent : many) {
            Files.createDirectories(folder.resolve("many/" + agent.value()));
        }
        var received = new CopyOnWriteArrayList<InboxEvent>();
        try (var all = new InboxWatcher(new Inboxes(many.stream().collect(Collectors.toMap(agent -> agent,
                agent -> new Inbox(folder.resolve("many/" + agent.value()), folder)))), problems::add)) {
            all.events().subscribe().with(received::add);
            all.start();
            many.forEach(agent -> write(folder.resolve("many/" + agent.value() + "/task.md")));
            // Well below the rescan interval.
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(received.stream().filter(event -> event.count() == 1)
                    .map(InboxEvent::agent)).hasSameElementsAs(many));
            assertThat(received).as("at most one event before the task and one with it").hasSizeLessThanOrEqualTo(1000);
        }
    }

    @Test
    void anInboxCreatedLaterIsWatched() throws IOException {
        var later = folder.resolve("users/bu/inbox");
        Files.createDirectories(later);
        write(later.resolve("task.md"));
        awaitCount(BU, 1);
        write(later.resolve("more.md"));
        awaitCount(BU, 2);
    }

    @Test
    void aRecreatedInboxIsWatched() throws IOException {
        Files.delete(inbox.resolve("before.md"));
        Files.delete(inbox);
        awaitCount(QA, 0);
        Files.createDirectories(inbox);
        write(inbox.resolve("again.md"));
        awaitCount(QA, 1);
        write(inbox.resolve("more.md"));
        awaitCount(QA, 2);
    }

    @Test
    void aRenamedAndReplacedInboxIsWatched() throws IOException {
        Files.move(inbox, folder.resolve("users/qa/old"));
        awaitCount(QA, 0);
        Files.createDirectories(inbox);
        IntStream.range(0, 3).forEach(i -> write(inbox.resolve("task-" + i + ".md")));
        awaitCount(QA, 3);
    }

    @Test
    void foldersAndLinksAreNotTasks() throws IOException {
        Files.createDirectories(inbox.resolve("folder.md"));
        Files.createSymbolicLink(inbox.resolve("link.md"), Path.of("/etc/hostname"));
        write(inbox.resolve("task.md"));
        awaitCount(QA, 2);
    }
}
