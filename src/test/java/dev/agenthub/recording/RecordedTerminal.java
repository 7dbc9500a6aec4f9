package dev.agenthub.recording;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.emulator.Screen;
import dev.agenthub.engine.TestProgram;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.ViewedTerminal;
import dev.agenthub.terminal.Viewer;
import dev.agenthub.terminal.Window;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A recorded terminal with a program whose output the test writes. */
final class RecordedTerminal implements AutoCloseable {

    static final AgentId AGENT = new AgentId("qa");
    static final RecordingLimits LARGE = new RecordingLimits(16 << 20, 10, false);

    final TestClock clock = new TestClock();
    final AgentRecorder recorder;
    private final AgentTerminals terminals;
    private final ViewedTerminal terminal;
    private final Viewer viewer;
    private TestProgram program;

    RecordedTerminal(Path folder, RecordingLimits limits) {
        recorder = new AgentRecorder(AGENT, new RecordingFolder(folder), limits, Duration.ofMillis(50), clock);
        terminals = new AgentTerminals(List.of(AGENT), 500, 1 << 20, agent -> recorder, clock);
        terminal = terminals.viewed(AGENT).orElseThrow();
        viewer = terminal.frames(Window.OPEN, Optional.empty());
        viewer.subscribe().with(frame -> { });
    }

    RecordedTerminal begin() {
        return begin("");
    }

    RecordedTerminal begin(String history) {
        program = new TestProgram(history);
        terminals.all().get(AGENT).connect(program, () -> { });
        return this;
    }

    RecordedTerminal prints(String text) {
        return prints(text.getBytes(StandardCharsets.UTF_8));
    }

    RecordedTerminal prints(byte[] bytes) {
        program.prints(bytes);
        return this;
    }

    RecordedTerminal resize(int cols, int rows) {
        viewer.window(Window.OPEN.of(new Size(cols, rows)));
        viewer.takeSize();
        return this;
    }

    RecordedTerminal type(String text) {
        terminal.type(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
        return this;
    }

    Screen screen() {
        return terminal.screen();
    }

    /** Ends the program, and its recording. */
    RecordedTerminal end() throws InterruptedIOException {
        close();
        return this;
    }

    List<Path> files() throws Exception {
        return recorder.folder().files();
    }

    @Override
    public void close() throws InterruptedIOException {
        program.close();
        try {
            recorder.close(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while the recording ends");
        }
    }
}
