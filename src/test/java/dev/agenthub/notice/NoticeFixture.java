package dev.agenthub.notice;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.TestProgram;
import dev.agenthub.inbox.Inbox;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.terminal.TerminalInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A notifier with an inbox, a real terminal whose program the test controls, and a clock that the test advances. */
final class NoticeFixture implements TaskNotifier.Listener {

    static final AgentId AGENT = new AgentId("qa");

    final List<String> events = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final AgentTerminals terminals = new AgentTerminals(List.of(AGENT), 500, 1 << 20,
            agent -> run -> { }, clock);
    final AgentTerminal terminal = terminals.all().get(AGENT);
    private final Path folder;
    private Instant run = clock.instant();
    private NoticeLog log = NoticeLog.EMPTY;
    private TaskNotifier notifier;
    private Program program;

    NoticeFixture(Path folder) {
        this.folder = folder;
        restartHub();
    }

    /** Starts a hub that knows only what the earlier one saved. */
    NoticeFixture restartHub() {
        var typist = new Typist(new NoticeText("Task notice: {task}"), "inbox", Duration.ZERO);
        notifier = new TaskNotifier(AGENT, terminals.watched(AGENT).orElseThrow(), new Inbox(folder, folder),
                typist, log, this, clock, Runnable::run);
        return this;
    }

    NoticeFixture run(Program next) {
        program = next;
        run = clock.instant();
        terminal.connect(next, () -> { });
        program.prints("$ ");
        return this;
    }

    NoticeFixture drop(String... names) throws IOException {
        for (var name : names) {
            Files.writeString(folder.resolve(name), "# do it");
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(clock.instant()));
            clock.advance(Duration.ofMillis(1));
        }
        return rescanInbox();
    }

    NoticeFixture remove(String name) throws IOException {
        Files.delete(folder.resolve(name));
        return rescanInbox();
    }

    private NoticeFixture rescanInbox() throws IOException {
        try (var files = Files.list(folder)) {
            notifier.tasks(files.map(file -> file.getFileName().toString()).collect(Collectors.toUnmodifiableSet()));
        }
        return this;
    }

    NoticeFixture pass(int seconds) {
        for (var second = 0; second < seconds; second++) {
            clock.advance(Duration.ofSeconds(1));
            terminal.sampleActivity();
            notifier.tick(run);
        }
        return this;
    }

    NoticeFixture clockJumps(Duration by) {
        clock.advance(by);
        terminal.clockJumped();
        notifier.clockJumped();
        return this;
    }

    NoticeFixture personTypes(String keys) {
        terminals.viewed(AGENT).orElseThrow().type(TerminalInput.of(keys, false), Optional.empty());
        return this;
    }

    /** The lines that the program has read, including a person's. */
    List<String> taken() {
        return program.taken;
    }

    @Override
    public void delivered(AgentId agent, List<String> tasks) {
        events.add("notified " + tasks);
    }

    @Override
    public void failed(AgentId agent, List<String> tasks, String reason) {
        events.add("failed " + tasks + ": " + reason);
    }

    @Override
    public void remember(AgentId agent, NoticeLog next) {
        log = next;
    }

    Set<String> remembered() {
        return log.tasks();
    }

    /** A program that echoes input, reads a line at Enter and clears it at Ctrl-U. */
    static class Program extends TestProgram {

        final List<String> taken = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();

        Program() {
            super("");
        }

        void reads(String keys) {
            switch (keys) {
                case "\r" -> {
                    taken.add(line.toString());
                    line.setLength(0);
                    prints("\r\n$ ");
                }
                case "\025" -> {
                    line.setLength(0);
                    prints("\r\033[K$ ");
                }
                default -> {
                    line.append(keys);
                    prints(keys);
                }
            }
        }

        @Override
        public boolean write(byte[] data) {
            reads(new String(data, StandardCharsets.UTF_8));
            return true;
        }
    }
}
