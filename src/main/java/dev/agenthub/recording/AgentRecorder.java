package dev.agenthub.recording;

import dev.agenthub.agent.AgentId;
import dev.agenthub.terminal.TerminalRun;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Records the sessions of one agent, one after the other: each run of its program is one. */
final class AgentRecorder implements Consumer<TerminalRun> {

    private record RecordedSession(PendingEntries pending, SessionWriter writer, Thread thread) {
    }

    private final AgentId agent;
    private final RecordingFolder folder;
    private final RecordingLimits limits;
    private final Duration retryAfter;
    private final Clock clock;
    private volatile Optional<RecordedSession> session = Optional.empty();

    /** @param retryAfter how long to wait after a failed write */
    AgentRecorder(AgentId agent, RecordingFolder folder, RecordingLimits limits, Duration retryAfter, Clock clock) {
        this.agent = agent;
        this.folder = folder;
        this.limits = limits;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    @Override
    public void accept(TerminalRun run) {
        var pending = new PendingEntries(clock);
        run.frames().subscribe(pending);
        if (limits.input()) {
            run.keys().subscribe().with(pending::typed);
        }
        var writer = new SessionWriter(agent, folder, limits, run, pending, retryAfter);
        session = Optional.of(new RecordedSession(pending, writer,
                Thread.ofVirtual().name("recording-" + agent).start(writer)));
    }

    /** The file being written. */
    Optional<CastFile> running() {
        return session.flatMap(current -> current.writer().file());
    }

    RecordingFolder folder() {
        return folder;
    }

    /** Waits until the recording of an ended program is written. Ends a recording that takes longer. */
    void close(Duration timeout) throws InterruptedException {
        var last = session;
        if (last.isPresent() && !last.get().thread().join(timeout)) {
            last.get().pending().end();
            last.get().thread().join(timeout);
        }
    }
}
