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

    /** @param retryAfter how long the disk is left alone after it has refused */
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
        var now = session;
        if (now != null) {
            now.tape().output(clock.instant(), data, offset, length);
        }
    }

    @Override
    public void resized(Size size) {
        var now = session;
        if (now != null) {
            // Players differ in what a resize makes of their screen.
            now.painter().paint((same, painting) -> now.tape().resized(clock.instant(), size, painting));
        }
    }

    @Override
    public void typed(byte[] data) {
        var now = session;
        if (now != null && limits.input()) {
            now.tape().typed(clock.instant(), data);
        }
    }

    @Override
    public void ended(Uni<Exit> exit) {
        var now = session;
        if (now != null) {
            // What is still left out is painted now: soon the terminal shows another program.
            if (now.tape().isBehind()) {
                now.painter().paint((size, painting) -> now.tape().catchUp(clock.instant(), size, painting));
            }
            now.tape().end(clock.instant(), exit);
        }
    }

    /** The file that is being written. */
    Optional<CastFile> running() {
        return Optional.ofNullable(session).flatMap(now -> now.writer().file());
    }

    RecordingFolder folder() {
        return folder;
    }

    /** Ends what is being recorded and waits until it is written, no longer than {@code patience}. */
    void close(Duration patience) throws InterruptedException {
        var now = session;
        if (now != null) {
            now.tape().end(clock.instant(), Uni.createFrom().item(Exit.UNKNOWN));
            now.thread().join(patience);
        }
    }
}
