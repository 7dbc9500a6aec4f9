package dev.agenthub.notice;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.inbox.Inbox;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.FloodLimiter;
import dev.agenthub.terminal.TerminalListener;
import dev.agenthub.terminal.Typing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A notifier with an inbox, a real terminal whose program the test controls, and a clock that the test advances. */
final class NoticeFixture extends Clock implements TaskNotifier.Listener {

    static final AgentId AGENT = new AgentId("qa");

    final List<String> events = new ArrayList<>();
    final AgentTerminal terminal = new AgentTerminal(AGENT, 500, 1 << 20, TerminalListener.NONE,
            new FloodLimiter(), this);
    private final Path folder;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Instant run = now;
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
        notifier = new TaskNotifier(AGENT, terminal, new Inbox(folder, folder), typist, log, this, this, Runnable::run);
        return this;
    }

    NoticeFixture run(Program next) {
        program = next;
        run = now;
        terminal.connect(next, () -> { });
        program.prints("$ ");
        return this;
    }

    NoticeFixture drop(String... names) throws IOException {
        for (var name : names) {
            Files.writeString(folder.resolve(name), "# do it");
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(now));
            now = now.plusMillis(1);
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
            now = now.plusSeconds(1);
            terminal.sampleActivity();
            notifier.tick(run);
        }
        return this;
    }

    NoticeFixture clockJumps(Duration by) {
        now = now.plus(by);
        terminal.clockJumped();
        notifier.clockJumped();
        return this;
    }

    NoticeFixture personTypes(String keys) {
        terminal.type(Typing.of(keys, false), Optional.empty());
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

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** A program that echoes input, reads a line at Enter and clears it at Ctrl-U. */
    static class Program implements TerminalConnection {

        final List<String> taken = new ArrayList<>();
        private final UnicastProcessor<byte[]> output = UnicastProcessor.create();
        private final StringBuilder line = new StringBuilder();

        void prints(String text) {
            output.onNext(text.getBytes(StandardCharsets.UTF_8));
        }

        void typed(String keys) {
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
            typed(new String(data, StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public byte[] history() {
            return new byte[0];
        }

        @Override
        public Multi<byte[]> output() {
            return output;
        }

        @Override
        public Uni<Void> resize(int cols, int rows) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Exit> exit() {
            return Uni.createFrom().item(Exit.of(0));
        }

        @Override
        public void close() {
            output.onComplete();
        }
    }
}
