package dev.agenthub.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile inbox content: the hub does not block on it or follow it, and other agents are not affected. */
class HostileInboxTest {

    /** Unlike qa, not used by other tests in this process, whose hub has a lane for qa. */
    private static final AgentId HOSTILE = new AgentId("hostile");
    private static final AgentId BU = new AgentId("bu");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path inbox;
    private Path other;
    private Inboxes inboxes;
    private InboxWatcher watcher;
    private final List<InboxEvent> seen = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @BeforeEach
    void twoInboxes() throws IOException {
        inbox = Files.createDirectories(folder.resolve("users/hostile/inbox"));
        other = Files.createDirectories(folder.resolve("users/bu/inbox"));
        watch(Duration.ofSeconds(60));
    }

    private void watch(Duration timeout) throws IOException {
        inboxes = new Inboxes(Map.of(HOSTILE, new Inbox(inbox, folder), BU, new Inbox(other, folder)), timeout);
        watcher = new InboxWatcher(inboxes, problems::add);
        watcher.events().subscribe().with(seen::add);
    }

    @AfterEach
    void close() throws IOException {
        watcher.close();
        inboxes.close();
    }

    private void fifo(String name) throws Exception {
        var exitCode = new ProcessBuilder("mkfifo", inbox.resolve(name).toString()).start().waitFor();
        assertThat(exitCode).isZero();
    }

    private void assertOtherInboxWorks(String task) throws IOException {
        Files.writeString(other.resolve(task), "# of the other");
        await().atMost(TIMEOUT)
                .until(() -> seen.stream().anyMatch(event -> event.agent().equals(BU) && event.tasks().contains(task)));
        assertThat(inboxes.read(BU, task)).isEqualTo("# of the other");
    }

    @Test
    void onlyRegularFilesAreTasks() throws Exception {
        fifo("pipe.md");
        fifo("closed.md");
        Files.setPosixFilePermissions(inbox.resolve("closed.md"), PosixFilePermissions.fromString("r--r--r--"));
        Files.createDirectory(inbox.resolve("folder.md"));
        Files.createSymbolicLink(inbox.resolve("link.md"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(inbox.resolve("folder-link.md"), Path.of("/etc"));
        Files.createSymbolicLink(inbox.resolve("pipe-link.md"), inbox.resolve("pipe.md"));
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(inbox.resolve("socket.md")));
            Files.writeString(inbox.resolve("task.md"), "# a task");
            assertThat(inboxes.list(HOSTILE)).extracting(Task::name).containsExactly("task.md");
            for (var name : List.of("pipe.md", "closed.md", "folder.md", "link.md", "folder-link.md", "pipe-link.md",
                    "socket.md", "none.md")) {
                assertThatThrownBy(() -> inboxes.read(HOSTILE, name)).as(name).isInstanceOf(NoSuchFileException.class);
            }
        }
    }

    /** The check of the open descriptor counts, not the one by name before. */
    @Test
    void aPipeSwappedInBeforeOpenIsDetectedByItsDescriptor() throws Exception {
        fifo("pipe");
        Files.writeString(inbox.resolve("file"), "# a task");
        var done = new AtomicBoolean();
        var swapper = Thread.ofPlatform().daemon().start(() -> {
            while (!done.get()) {
                swap("file", "x.md", "pipe");
                swap("pipe", "x.md", "file");
            }
        });
        try {
            watcher.start();
            for (var i = 0; i < 3000; i++) {
                assertThat(inboxes.list(HOSTILE).stream().filter(task -> task.name().equals("x.md"))
                        .flatMap(task -> task.heading().stream()))
                        .allSatisfy(heading -> assertThat(heading).isEqualTo("a task"));
                try {
                    assertThat(inboxes.read(HOSTILE, "x.md")).isEqualTo("# a task");
                } catch (NoSuchFileException e) {
                    assertThat(e.getFile()).isNotEmpty();
                }
            }
            assertOtherInboxWorks("during.md");
        } finally {
            done.set(true);
            swapper.join();
        }
        assertThat(problems).isEmpty();
        assertCarriersAreFree();
    }

    /** Moves {@code place} to {@code back}, then {@code which} to {@code place}. */
    private void swap(String which, String place, String back) {
        try {
            if (Files.exists(inbox.resolve(place), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                Files.move(inbox.resolve(place), inbox.resolve(back), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(inbox.resolve(which), inbox.resolve(place), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Checks that more virtual threads than there are carriers all complete. */
    private static void assertCarriersAreFree() throws InterruptedException {
        var all = new CountDownLatch(100);
        IntStream.range(0, 100).forEach(i -> Thread.startVirtualThread(all::countDown));
        assertThat(all.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBlockedFolderIsReportedAndBlocksOnlyOneThread() throws Exception {
        close();
        watch(Duration.ofSeconds(2));
        fifo("blocks");
        watcher.start();
        await().atMost(TIMEOUT).until(() -> seen.stream().anyMatch(event -> event.agent().equals(HOSTILE)));
        // An open that does not return, as with a lease or an unreachable network file system.
        inboxes.lane(HOSTILE).run(() -> open(inbox.resolve("blocks"), StandardOpenOption.READ));
        Files.writeString(inbox.resolve("late.md"), "# late");
        await().atMost(TIMEOUT).until(() -> !problems.isEmpty());
        assertThat(problems).singleElement().asString()
                .contains("The inbox of hostile does not answer", "count is unchanged");
        for (var i = 0; i < 20; i++) {
            if (i < 3) {
                assertThatThrownBy(() -> inboxes.list(HOSTILE)).isInstanceOf(FolderStuck.class);
            } else {
                inboxes.lane(HOSTILE).run(() -> { });
            }
        }
        assertThatThrownBy(() -> inboxes.drop(HOSTILE, "a.md", "# a")).isInstanceOf(FolderStuck.class);
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().equals("folder-hostile"))
                .hasSize(1);
        assertOtherInboxWorks("meanwhile.md");
        assertCarriersAreFree();
        open(inbox.resolve("blocks"), StandardOpenOption.WRITE);
        await().atMost(TIMEOUT).until(() -> seen.stream()
                .anyMatch(event -> event.agent().equals(HOSTILE) && event.tasks().contains("late.md")));
        assertThat(inboxes.list(HOSTILE)).extracting(Task::name).containsExactly("late.md");
        assertThat(inbox.resolve("a.md")).as("a timed-out call is not executed later").doesNotExist();
    }

    private static void open(Path file, StandardOpenOption how) {
        try (var opened = FileChannel.open(file, how)) {
            assertThat(opened.isOpen()).isTrue();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aReadOnlyFileIsRead() throws Exception {
        var sleep = inbox.resolve("runs.md");
        Files.copy(Path.of("/bin/sleep"), sleep);
        Files.setPosixFilePermissions(sleep, PosixFilePermissions.fromString("r-xr-xr-x"));
        // Nobody, not even root, may write to a running program (ETXTBSY).
        var running = new ProcessBuilder(sleep.toString(), "60").start();
        try {
            assertThat(inboxes.list(HOSTILE)).extracting(Task::name).containsExactly("runs.md");
            assertThat(inboxes.read(HOSTILE, "runs.md")).startsWith("\u007fELF");
        } finally {
            running.destroyForcibly().waitFor();
        }
    }

    @Test
    void aHugeFileIsListedByItsHeadAndNotRead() throws Exception {
        try (var sparse = new RandomAccessFile(inbox.resolve("large.md").toFile(), "rw")) {
            sparse.write("# large\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            sparse.setLength(10L << 30);
        }
        assertThat(inboxes.list(HOSTILE)).singleElement()
                .satisfies(task -> assertThat(task.heading()).contains("large"));
        assertThatThrownBy(() -> inboxes.read(HOSTILE, "large.md")).isInstanceOf(TaskTooLong.class);
    }

    @Test
    void anOverfullFolderIsCountedUpToTheLimitAndReported() throws Exception {
        for (var i = 0; i < InboxScan.MAX_NAMES + 20_000; i++) {
            Files.createFile(inbox.resolve(i % 10 == 0 ? "task-" + i + ".md" : "other-" + i));
        }
        watcher.start();
        assertOtherInboxWorks("other.md");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> seen.stream().anyMatch(event -> event.agent().equals(HOSTILE)));
        assertThat(seen.stream().filter(event -> event.agent().equals(HOSTILE)).findFirst().orElseThrow().count())
                .isBetween(1, InboxScan.MAX_TASKS);
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains("exceeds the limits"));
    }

    @Test
    void anInboxReplacedByALinkIsNotFollowed() throws Exception {
        var outside = Files.createDirectories(folder.resolveSibling("outside-" + folder.getFileName()));
        Files.writeString(outside.resolve("secret.md"), "# secret");
        Files.delete(inbox);
        Files.createSymbolicLink(inbox, outside);
        assertThatThrownBy(() -> inboxes.list(HOSTILE)).hasMessageContaining("leads out of the project");
        assertThatThrownBy(() -> inboxes.read(HOSTILE, "secret.md")).hasMessageContaining("leads out of the project");
        assertThatThrownBy(() -> inboxes.drop(HOSTILE, "a.md", "# a")).hasMessageContaining("leads out of the project");
        assertThat(outside.resolve("a.md")).doesNotExist();
        Files.delete(outside.resolve("secret.md"));
        Files.delete(outside);
    }

    @Test
    void aFolderRepeatedlySwappedWithALinkIsNeverFollowed() throws Exception {
        var outside = Files.createDirectories(folder.resolveSibling("outside-" + folder.getFileName()));
        Files.writeString(outside.resolve("secret.md"), "# secret");
        var away = folder.resolve("users/hostile/away");
        var link = Files.createSymbolicLink(folder.resolve("users/hostile/link"), outside);
        var done = new AtomicBoolean();
        var swapper = Thread.ofPlatform().daemon().start(() -> {
            while (!done.get()) {
                move(inbox, away);
                move(link, inbox);
                move(inbox, link);
                move(away, inbox);
            }
        });
        try {
            for (var i = 0; i < 300; i++) {
                try {
                    assertThat(inboxes.list(HOSTILE)).extracting(Task::name).doesNotContain("secret.md");
                    inboxes.drop(HOSTILE, "t-" + i + ".md", "# t");
                } catch (IOException expected) {
                    assertThat(expected).isNotInstanceOf(java.nio.file.AccessDeniedException.class);
                }
            }
        } finally {
            done.set(true);
            swapper.join();
        }
        try (var files = Files.list(outside)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("secret.md");
        }
        Files.delete(outside.resolve("secret.md"));
        Files.delete(outside);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The hub has created the missing folder meanwhile.
            try {
                Files.deleteIfExists(to);
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException notEmpty) {
                Thread.onSpinWait();
            }
        }
    }
}
