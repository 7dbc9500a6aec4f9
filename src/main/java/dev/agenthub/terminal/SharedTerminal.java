package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import dev.agenthub.attention.Waiting;
import dev.agenthub.attention.Watch;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.History;
import dev.agenthub.emulator.Screen;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The terminal of one agent, shared by its program and its viewers.
 *
 * <p>A keystroke goes from {@link #type} to the connection. Output goes from the connection's reader thread to the
 * {@link SharedScreen} and its viewers.
 */
final class SharedTerminal implements AgentTerminal, ViewedTerminal, WatchedTerminal {

    private static final Logger LOG = Logger.getLogger(SharedTerminal.class);

    /** RIS: resets the screen, the scrollback and the modes. */
    private static final String RESET = "\033c";

    /** Resets the modes that the last program left set. */
    private static final String NEW_PROGRAM = "\033[?1049l\033[!p\033[?1000l\033[?1002l\033[?1003l\033[?1004l"
            + "\033[?1006l\033[?2004l\033[?2026l\033[?25h\033[0m";

    private static final String UNKNOWN = "\033[2m[What the program wrote before is not known.]\033[0m\r\n";

    private final AgentId agent;
    private final Clock clock;
    private final Consumer<TerminalRun> recorder;
    private final FloodLimiter floodLimiter;
    private final SharedScreen screen;
    private final Watch watch;
    private final Keyboard keyboard = new Keyboard();
    private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();
    /** Held while a connection is replaced and while output is shown. */
    private final ReentrantLock connectionLock = new ReentrantLock();
    private boolean hadProgram;
    private Viewer recording;
    private volatile BroadcastProcessor<byte[]> keys = BroadcastProcessor.create();
    private volatile TerminalConnection connection;
    private volatile LastActivity lastActivity;

    /** @param recorder receives each program; must be quick and must not block */
    SharedTerminal(AgentId agent, int scrollbackLines, long viewerBound, Consumer<TerminalRun> recorder,
            FloodLimiter floodLimiter, Clock clock, SharedScreen.Timer timer) {
        this.agent = agent;
        this.recorder = recorder;
        this.floodLimiter = floodLimiter;
        this.clock = clock;
        this.screen = new SharedScreen(scrollbackLines, viewerBound, this::resized, clock, timer);
        this.watch = new Watch(clock.instant());
    }

    @Override
    public void connect(TerminalConnection program, Runnable ended) {
        var earlier = connection;
        if (earlier != null) {
            earlier.close();
        }
        connectionLock.lock();
        try {
            if (earlier != null) {
                endRun();
            }
            var now = clock.instant();
            var fresh = program.beginning() instanceof TerminalBeginning.Fresh;
            if (hadProgram) {
                screen.show((fresh ? newProgram() : RESET).getBytes(StandardCharsets.US_ASCII), now, this::dropAnswer);
            }
            hadProgram = true;
            connection = program;
            lastActivity = new LastActivity(now, Source.START);
            var shown = screen.show(earlierOutput(program.beginning()), now, this::dropAnswer);
            watch.begin(shown.contentVersion(), shown.alerts(), now);
            keyboard.forgetLine();
            recording = screen.recording();
            keys = BroadcastProcessor.create();
            recorder.accept(new TerminalRun(recording, keys, Uni.createFrom().deferred(program::exit)));
        } finally {
            connectionLock.unlock();
        }
        if (program.beginning() instanceof TerminalBeginning.Fresh) {
            applySize(program, screen.size());
        } else {
            redraw(program);
        }
        var flow = floodLimiter.new Flow(agent);
        program.output().subscribe().with(
                chunk -> {
                    show(program, chunk);
                    LockSupport.parkNanos(flow.pause(chunk.length, System.nanoTime()));
                },
                failure -> {
                    LOG.warnf(failure, "The terminal connection of %s failed.", agent);
                    end(program, ended);
                },
                () -> end(program, ended));
    }

    private static byte[] earlierOutput(TerminalBeginning beginning) {
        return switch (beginning) {
            case TerminalBeginning.Fresh fresh -> new byte[0];
            case TerminalBeginning.Replay replay -> replay.output();
            case TerminalBeginning.Unknown unknown -> UNKNOWN.getBytes(StandardCharsets.US_ASCII);
        };
    }

    /** Scrolls the old screen into the scrollback, where a person can read how the last program ended. */
    private String newProgram() {
        var rows = screen.size().rows();
        return NEW_PROGRAM + "\033[" + rows + "H" + "\n".repeat(rows) + "\033[H";
    }

    private void show(TerminalConnection program, byte[] chunk) {
        connectionLock.lock();
        try {
            if (connection == program) {
                var now = clock.instant();
                var shown = screen.show(chunk, now, program::write);
                if (watch.shown(shown.contentVersion(), shown.alerts(), now)) {
                    watchers.forEach(Runnable::run);
                }
            }
        } finally {
            connectionLock.unlock();
        }
    }

    /** Drops the answer to a query in replayed output: the query was answered when it was first shown. */
    private void dropAnswer(byte[] answer) {
        LOG.tracef("Dropped an answer of %2$d bytes to a replayed query of %1$s.", agent, answer.length);
    }

    private void end(TerminalConnection program, Runnable ended) {
        connectionLock.lock();
        try {
            if (connection == program) {
                connection = null;
                endRun();
            }
        } finally {
            connectionLock.unlock();
        }
        program.close();
        ended.run();
    }

    private void endRun() {
        screen.end(recording);
        keys.onComplete();
    }

    @Override
    public void disconnect() {
        var program = connection;
        if (program != null) {
            program.close();
        }
    }

    @Override
    public boolean connected() {
        return connection != null;
    }

    @Override
    public Viewer frames(Window window, Optional<Position> start) {
        return screen.view(window, start);
    }

    @Override
    public InputResult type(byte[] data, Optional<Viewer> viewer) {
        var program = connection;
        if (program == null) {
            return InputResult.NOT_RUNNING;
        }
        if (viewer.isPresent()) {
            floodLimiter.keyPressed(agent, System.nanoTime());
        }
        screen.typed(viewer);
        var now = clock.instant();
        markInput(now);
        return keyboard.type(data, typed -> send(program, typed), now) ? InputResult.TYPED : InputResult.NOT_READING;
    }

    private boolean send(TerminalConnection program, byte[] typed) {
        var sent = program.write(typed);
        if (sent) {
            keys.onNext(typed);
        }
        return sent;
    }

    private void markInput(Instant now) {
        lastActivity = new LastActivity(now, Source.INPUT);
        watch.typed(now);
    }

    /** Makes the program redraw, by a change of size and back: the engine's log has no unfinished line. */
    private void redraw(TerminalConnection program) {
        var size = screen.size();
        program.resize(size.cols(), size.rows() > Size.MIN ? size.rows() - 1 : size.rows() + 1).subscribe().with(
                done -> applySize(program, screen.size()),
                failure -> LOG.debugf("Could not make %s redraw: %s", agent, failure.getMessage()));
    }

    private void resized(Size size) {
        var program = connection;
        if (program != null) {
            applySize(program, size);
        }
    }

    private void applySize(TerminalConnection program, Size size) {
        program.resize(size.cols(), size.rows()).subscribe().with(
                done -> LOG.tracef("Resized %s to %s.", agent, size),
                failure -> LOG.debugf("Could not resize %s: %s", agent, failure.getMessage()));
    }

    @Override
    public Screen screen() {
        return screen.read(Emulator::screen);
    }

    @Override
    public History history() {
        return screen.read(Emulator::history);
    }

    @Override
    public Duration stillFor() {
        return watch.stillFor(clock.instant());
    }

    @Override
    public void watch(Runnable changed) {
        watchers.add(changed);
    }

    @Override
    public void unwatch(Runnable changed) {
        watchers.remove(changed);
    }

    @Override
    public void sampleActivity() {
        if (watch.isSampleDue(clock.instant())) {
            var shown = screen();
            var now = clock.instant();
            if (watch.sample(shown, now)) {
                lastActivity = new LastActivity(now, Source.OUTPUT);
            }
        }
    }

    @Override
    public void clockJumped() {
        var now = clock.instant();
        if (lastActivity != null) {
            lastActivity = new LastActivity(now, Source.CLOCK);
        }
        keyboard.clockJumped(now);
        watch.clockJumped(now);
    }

    @Override
    public Optional<LastActivity> lastActivity() {
        return Optional.ofNullable(lastActivity);
    }

    @Override
    public Optional<Waiting> waiting() {
        return watch.waiting();
    }

    @Override
    public Optional<String> obstacle() {
        if (connection == null) {
            return Optional.of("its terminal is not connected");
        }
        var now = clock.instant();
        var shown = screen();
        return watch.obstacle(shown, now, lastActivity.at())
                .or(() -> keyboard.isBusy(shown.texts(), now) ? Optional.of("someone is typing") : Optional.empty());
    }

    @Override
    public Optional<Turn> takeTurn() {
        var program = connection;
        if (program == null || !keyboard.take(screen.read(Emulator::text), clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new HeldKeyboard(screen, keyboard, typed -> {
            markInput(clock.instant());
            return send(program, typed);
        }));
    }

    Size size() {
        return screen.size();
    }

    /** The number of clients that view it. */
    int viewers() {
        return screen.viewers();
    }
}
