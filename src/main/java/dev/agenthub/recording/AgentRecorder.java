package dev.agenthub.recording;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.TerminalListener;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Records the sessions of one agent, one after the other. */
final class AgentRecorder implements TerminalListener {

    /** A session that is being recorded. */
    private record Session(Painter painter, Tape tape, SessionWriter writer, Thread thread) {
    }

    private final AgentId agent;
    private final RecordingFolder folder;
    private final RecordingLimits limits;
    private final Duration retryAfter;
    private final Clock clock;
    private volatile Session session;

    /** @param retryAfter how long to wait after a failed write */
    AgentRecorder(AgentId agent, RecordingFolder folder, RecordingLimits limits, Duration retryAfter, Clock clock) {
        this.agent = agent;
        this.folder = folder;
        this.limits = limits;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    @Override
    public void began(Painter painter) {
        var tape = new Tape();
        painter.paint((size, painting) -> tape.begin(clock.instant(), size, painting));
        var writer = new SessionWriter(agent.value(), folder, limits, tape, painter, retryAfter, clock);
        session = new Session(painter, tape, writer, Thread.ofVirtual().name("recording-" + agent).start(writer));
    }

    @Override
    public void output(byte[] data, int offset, int length) {
        var current = session;
        if (current != null) {
            current.tape().output(clock.instant(), data, offset, length);
        }
    }

    @Override
    public void resized(Size size) {
        var current = session;
        if (current != null) {
            // Players differ in how they reflow on a resize, so the screen is painted.
            current.painter().paint((same, painting) -> current.tape().resized(clock.instant(), size, painting));
        }
    }

    @Override
    public void typed(byte[] data) {
        var current = session;
        if (current != null && limits.input()) {
            current.tape().typed(clock.instant(), data);
        }
    }

    @Override
    public void ended(Uni<Exit> exit) {
        var current = session;
        if (current != null) {
            // Paints now what is missing, because the terminal will soon show another program.
            if (current.tape().isBehind()) {
                current.painter().paint((size, painting) -> current.tape().catchUp(clock.instant(), size, painting));
            }
            current.tape().end(clock.instant(), exit);
        }
    }

    /** The file being written. */
    Optional<CastFile> running() {
        return Optional.ofNullable(session).flatMap(current -> current.writer().file());
    }

    RecordingFolder folder() {
        return folder;
    }

    /** Ends the recording and waits until it is written, up to {@code timeout}. */
    void close(Duration timeout) throws InterruptedException {
        var current = session;
        if (current != null) {
            current.tape().end(clock.instant(), Uni.createFrom().item(Exit.UNKNOWN));
            current.thread().join(timeout);
        }
    }
}
