package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import dev.agenthub.attention.Waiting;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.History;
import dev.agenthub.emulator.Screen;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The terminal of one agent. It lives as long as the hub, through all runs of the agent's program.
 *
 * <p>A keystroke goes from {@link #type} to the connection. Output goes from the connection's reader thread to the
 * {@link SharedScreen} and its viewers.
 */
public final class AgentTerminal {

    private static final Logger LOG = Logger.getLogger(AgentTerminal.class);

    /** RIS: resets the screen, the scrollback and the modes. */
    private static final String RESET = "\033c";

    /** Resets the modes that the last program left set. */
    private static final String NEW_PROGRAM =
            "\033[?1049l\033[!p\033[?1000l\033[?1002l\033[?1003l\033[?1004l\033[?1006l\033[?2004l\033[?2026l\033[?25h\033[0m";

    private final AgentId agent;
    private final Clock clock;
    private final TerminalListener listener;
    private final FloodLimiter floodLimiter;
    private final SharedScreen screen;
    private final Activity activity = new Activity();
    private final Attention attention = new Attention();
    private final Keyboard keyboard = new Keyboard();
    private final Stillness stillness = new Stillness();
    /** Held while a connection is replaced and while output is shown. */
    private final ReentrantLock connectionLock = new ReentrantLock();
    private boolean hadProgram;
    private volatile TerminalConnection connection;
    private volatile LastActivity lastActivity;

    public AgentTerminal(AgentId agent, int scrollbackLines, long viewerBound, TerminalListener listener,
            FloodLimiter floodLimiter, Clock clock) {
        this(agent, scrollbackLines, viewerBound, listener, floodLimiter, clock,
                (nanos, task) -> Infrastructure.getDefaultWorkerPool().schedule(task, nanos, TimeUnit.NANOSECONDS));
    }

    AgentTerminal(AgentId agent, int scrollbackLines, long viewerBound, TerminalListener listener,
            FloodLimiter floodLimiter, Clock clock, SharedScreen.Timer timer) {
        this.agent = agent;
        this.listener = listener;
        this.floodLimiter = floodLimiter;
        this.clock = clock;
        this.screen = new SharedScreen(scrollbackLines, viewerBound, listener, timer);
    }

    /**
     * Connects this terminal to a program and shows its output. This terminal now owns the connection and closes it.
     *
     * @param ended called once when the connection has ended, on its reader's thread
     */
    public void connect(TerminalConnection program, Runnable ended) {
        var earlier = connection;
        if (earlier != null) {
            earlier.close();
        }
        connectionLock.lock();
        try {
            if (earlier != null) {
                screen.ended(earlier.exit());
            }
            if (hadProgram) {
                screen.show(prelude(program).getBytes(StandardCharsets.US_ASCII), this::dropAnswer);
            }
            hadProgram = true;
            connection = program;
            markActive(Source.START);
            screen.show(program.history(), this::dropAnswer);
            stillness.shown(screen.read(Emulator::contentVersion));
            attention.begin(screen.read(Emulator::alerts), clock.instant());
            keyboard.forgetLine();
            screen.began();
        } finally {
            connectionLock.unlock();
        }
        if (program.history().length > 0) {
            redraw(program);
        } else {
            applySize(program);
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

    private String prelude(TerminalConnection program) {
        if (program.history().length > 0) {
            // The output so far is replayed from its beginning.
            return RESET;
        }
        // Scrolls the old screen into the scrollback, where a person can read how the last program ended.
        var rows = screen.size().rows();
        return NEW_PROGRAM + "\033[" + rows + "H" + "\n".repeat(rows) + "\033[H";
    }

    private void show(TerminalConnection program, byte[] chunk) {
        connectionLock.lock();
        try {
            if (connection == program) {
                screen.show(chunk, program::write);
                stillness.shown(screen.read(Emulator::contentVersion));
                attention.output(screen.read(Emulator::alerts), clock.instant());
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
                screen.ended(program.exit());
            }
        } finally {
            connectionLock.unlock();
        }
        program.close();
        ended.run();
    }

    /** Closes the connection, if any, without waiting for the program. */
    public void disconnect() {
        var program = connection;
        if (program != null) {
            program.close();
        }
    }

    /** Whether this terminal is connected to a program. */
    public boolean connected() {
        return connection != null;
    }

    /**
     * Opens a view of this terminal. {@link #leave} ends it.
     *
     * @param position how much output the client already has. If the output since then is still kept, and the terminal
     *     has not been resized, the view begins with that output; otherwise with a painting of the screen
     * @param wake called whenever a frame is available, from any thread; must be quick and must not block
     */
    public Viewer view(Window window, Optional<Position> position, Runnable wake) {
        return screen.view(window, position, wake);
    }

    /** Restarts a view. */
    public void restartView(Viewer viewer, Window window, Optional<Position> position) {
        screen.restartView(viewer, window, position);
    }

    /** Ends a view. Idempotent. */
    public void leave(Viewer viewer) {
        screen.leave(viewer);
    }

    /**
     * Types. Never blocks.
     *
     * @param viewer the viewer that types; the terminal takes its window's size. Empty for input that comes from no
     *     viewer
     * @return whether it was typed; false if no program runs, or if the program has stopped reading its input
     */
    public boolean type(byte[] data, Optional<Viewer> viewer) {
        var program = connection;
        if (program == null) {
            return false;
        }
        if (viewer.isPresent()) {
            floodLimiter.keyPressed(agent, System.nanoTime());
        }
        if (screen.typed(viewer)) {
            applySize(program);
        }
        markInput();
        return keyboard.type(data, keys -> send(program, keys), clock.instant());
    }

    private boolean send(TerminalConnection program, byte[] keys) {
        var sent = program.write(keys);
        if (sent) {
            listener.typed(keys);
        }
        return sent;
    }

    private void markInput() {
        markActive(Source.INPUT);
        stillness.typed();
        attention.typed(clock.instant());
    }

    private void markActive(Source source) {
        lastActivity = new LastActivity(clock.instant(), source);
    }

    /**
     * Records a viewer's new window. The terminal keeps its size; if the window may no longer decide it, the viewer
     * loses ownership of the size.
     */
    public void window(Viewer viewer, Window window) {
        screen.window(viewer, window);
    }

    /** Resizes the terminal to the viewer's window, if that window may decide the size. */
    public void takeSize(Viewer viewer) {
        if (screen.take(viewer)) {
            Optional.ofNullable(connection).ifPresent(this::applySize);
        }
    }

    /** Makes the program redraw, by a change of size and back: the engine's log has no unfinished line. */
    private void redraw(TerminalConnection program) {
        var size = screen.size();
        program.resize(size.cols(), size.rows() > Size.MIN ? size.rows() - 1 : size.rows() + 1).subscribe().with(
                done -> applySize(program),
                failure -> LOG.debugf("Could not make %s redraw: %s", agent, failure.getMessage()));
    }

    private void applySize(TerminalConnection program) {
        var size = screen.size();
        program.resize(size.cols(), size.rows()).subscribe().with(
                done -> LOG.tracef("Resized %s to %s.", agent, size),
                failure -> LOG.debugf("Could not resize %s: %s", agent, failure.getMessage()));
    }

    /** The current screen. */
    public Screen screen() {
        return screen.read(Emulator::screen);
    }

    /** The output shown so far, as far as it is kept. */
    public History history() {
        return screen.read(Emulator::history);
    }

    /** The screen and its scrollback, as bytes that paint them on another terminal. */
    public byte[] snapshot() {
        return screen.read(Emulator::painting);
    }

    /** How long ago the text last changed or something was last typed. */
    public Duration stillFor() {
        return stillness.duration();
    }

    /** Runs {@code changed} whenever the text changes, from any thread, until {@link #unwatch}. It must be quick. */
    public void watch(Runnable changed) {
        stillness.watch(changed);
    }

    /** Ends {@link #watch}. Idempotent. */
    public void unwatch(Runnable changed) {
        stillness.unwatch(changed);
    }

    /** Checks the screen for activity. Call about once a second. */
    public void sampleActivity() {
        var text = screen.read(emulator -> {
            attention.sample(emulator, clock.instant());
            return activity.isNewVersion(emulator.contentVersion())
                    ? Optional.of(emulator.text()) : Optional.<List<String>>empty();
        });
        if (text.filter(activity::changed).isPresent()) {
            markActive(Source.OUTPUT);
        }
    }

    /** Adjusts to a jump of the clock: all periods are measured from now. */
    public void clockJumped() {
        var now = clock.instant();
        if (lastActivity != null) {
            markActive(Source.CLOCK);
        }
        keyboard.clockJumped(now);
        attention.clockJumped(now);
    }

    /** When something was last typed, or the text last changed; empty before the first program. */
    public Optional<LastActivity> lastActivity() {
        return Optional.ofNullable(lastActivity);
    }

    /** Why and since when the program waits for a person; empty if it does not. */
    public Optional<Waiting> waiting() {
        return attention.waiting();
    }

    /** Why nothing should be typed unasked right now, as a phrase for a person; empty if nothing stands in the way. */
    public Optional<String> obstacle() {
        if (connection == null) {
            return Optional.of("its terminal is not connected");
        }
        var now = clock.instant();
        return screen.read(emulator -> attention.obstacle(emulator, now, lastActivity.at())
                .or(() -> keyboard.isBusy(emulator.text(), now) ? Optional.of("someone is typing") : Optional.empty()));
    }

    /** Takes the keyboard, so that no other input mixes in; empty if someone is typing or no program runs. */
    public Optional<Turn> takeTurn() {
        var program = connection;
        if (program == null || !keyboard.take(screen.read(Emulator::text), clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new HeldKeyboard(screen, keyboard, keys -> {
            markInput();
            return send(program, keys);
        }));
    }

    public Size size() {
        return screen.size();
    }

    /** The number of clients that view it. */
    public int viewers() {
        return screen.viewers();
    }
}
