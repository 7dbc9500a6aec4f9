package dev.agenthub.terminal;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.TestProgram;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A terminal with a program whose output the test writes chunk by chunk, and clients that the test makes read. */
abstract class TerminalFixture {

    static final long BOUND = 10_000;

    final FloodLimiter limiter = new FloodLimiter();
    final List<TerminalRun> runs = new ArrayList<>();
    final SharedTerminal terminal = new SharedTerminal(new AgentId("qa"), 2000, BOUND, runs::add, limiter,
            new TestClock(), (nanos, task) -> task.run());
    final TestProgram program = new TestProgram("");

    void connect(TestProgram to) {
        terminal.connect(to, () -> { });
    }

    TerminalClient view() {
        return view(Window.OPEN, Optional.empty());
    }

    TerminalClient view(Window window, Optional<Position> position) {
        return new TerminalClient(terminal.frames(window, position));
    }

    /** A view with explicit demand. */
    AssertSubscriber<Frame> frames(long requested) {
        return terminal.frames(Window.OPEN, Optional.empty()).subscribe()
                .withSubscriber(AssertSubscriber.create(requested));
    }

    void resize(TerminalClient client, int cols, int rows) {
        client.viewer.window(client.viewer.window().of(new Size(cols, rows)));
        client.viewer.takeSize();
    }

    void type(TerminalClient client) {
        terminal.type(new byte[] {'x'}, Optional.of(client.viewer));
    }

    String painting() {
        return new TerminalClient(terminal.frames(Window.OPEN, Optional.empty())).take().frames.stream()
                .filter(Frame.Painting.class::isInstance).findFirst().map(frame -> ((Frame.Painting) frame).chunk())
                .orElseThrow().toString();
    }
}
