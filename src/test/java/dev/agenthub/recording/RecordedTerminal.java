package dev.agenthub.recording;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.FloodLimiter;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.Viewer;
import dev.agenthub.terminal.Window;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A recorded terminal with a program whose output the test writes. */
final class RecordedTerminal implements AutoCloseable {

    static final AgentId AGENT = new AgentId("qa");
    static final RecordingLimits LARGE = new RecordingLimits(16 << 20, 10, false);

    final AgentRecorder recorder;
    final AgentTerminal terminal;
    private final Viewer viewer;
    private Program program;

    RecordedTerminal(Path folder, RecordingLimits limits) {
        recorder = new AgentRecorder(AGENT, new RecordingFolder(folder), limits, Duration.ofMillis(50),
                Clock.systemUTC());
        terminal = new AgentTerminal(AGENT, 500, 1 << 20, recorder, new FloodLimiter(), Clock.systemUTC());
        viewer = terminal.view(Window.OPEN, Optional.empty(), () -> { });
    }

    RecordedTerminal begin() {
        return begin("");
    }

    RecordedTerminal begin(String history) {
        program = new Program(history.getBytes(StandardCharsets.UTF_8));
        terminal.connect(program, () -> { });
        return this;
    }

    RecordedTerminal prints(String text) {
        return prints(text.getBytes(StandardCharsets.UTF_8));
    }

    RecordedTerminal prints(byte[] bytes) {
        program.output.onNext(bytes);
        return this;
    }

    RecordedTerminal resize(int cols, int rows) {
        terminal.window(viewer, Window.OPEN.of(new Size(cols, rows)));
        terminal.takeSize(viewer);
        return this;
    }

    RecordedTerminal type(String text) {
        terminal.type(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
        return this;
    }

    /** Ends the program, and its recording. */
    RecordedTerminal end() throws InterruptedException {
        program.output.onComplete();
        close();
        return this;
    }

    List<Path> files() throws Exception {
        return recorder.folder().files();
    }

    @Override
    public void close() throws InterruptedException {
        recorder.close(Duration.ofSeconds(30));
    }

    /** A program whose output the test writes. */
    private static final class Program implements TerminalConnection {

        private final UnicastProcessor<byte[]> output = UnicastProcessor.create();
        private final byte[] history;

        Program(byte[] history) {
            this.history = history;
        }

        @Override
        public byte[] history() {
            return history;
        }

        @Override
        public Multi<byte[]> output() {
            return output;
        }

        @Override
        public boolean write(byte[] data) {
            return true;
        }

        @Override
        public Uni<Void> resize(int cols, int rows) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Exit> exit() {
            return Uni.createFrom().item(Exit.of(7));
        }

        @Override
        public void close() {
            output.onComplete();
        }
    }
}
