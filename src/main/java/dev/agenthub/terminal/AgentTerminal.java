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
 * The terminal of one agent: it lives as long as the hub does, through all runs of the agent's program.
 *
 * <p>A keystroke goes {@link #type} to the connection. Output comes from the connection's reader thread, to the
 * {@link SharedScreen} and its viewers.
 */
public final class AgentTerminal {

    private static final Logger LOG = Logger.getLogger(AgentTerminal.class);

    /** RIS: screen, scrollback and modes as at first. */
    private static final String RESET = "\033c";

    /** Leaves whatever modes the last program had left behind, and begins below what it had said. */
    private static final String NEW_PROGRAM =
            "\033[?1049l\033[!p\033[?1000l\033[?1002l\033[?1003l\033[?1004l\033[?1006l\033[?2004l\033[?2026l\033[?25h\033[0m";

    private final AgentId agent;
    private final Clock clock;
    private final TerminalListener listener;
    private final FloodLimiter courtesy;
    private final SharedScreen screen;
    private final Activity activity = new Activity();
    private final Attention attention = new Attention();
    private final Keyboard keyboard = new Keyboard();
    private final Stillness stillness = new Stillness();
    /** Held while one program takes another's place, and while a program's words are shown. */
    private final ReentrantLock place = new ReentrantLock();
    private boolean used;
    private volatile TerminalConnection connection;
    private volatile LastActivity lastActivity;

    public AgentTerminal(AgentId agent, int scrollbackLines, long viewerBound, TerminalListener listener, FloodLimiter courtesy,
            Clock clock) {
        this(agent, scrollbackLines, viewerBound, listener, courtesy, clock,
                (nanos, task) -> Infrastructure.getDefaultWorkerPool().schedule(task, nanos, TimeUnit.NANOSECONDS));
    }

    AgentTerminal(AgentId agent, int scrollbackLines, long viewerBound, TerminalListener listener, FloodLimiter courtesy, Clock clock,
            SharedScreen.Timer timer) {
        this.agent = agent;
        this.listener = listener;
        this.courtesy = courtesy;
        this.clock = clock;
        this.screen = new SharedScreen(scrollbackLines, viewerBound, listener, timer);
    }

    /**
     * Shows a program's terminal from now on. The connection is this terminal's to close from here.
     *
     * @param ended called once when the connection has ended, from its reader's thread
     */
    public void connect(TerminalConnection program, Runnable ended) {
        var earlier = connection;
        if (earlier != null) {
            earlier.close();
        }
        place.lock();
        try {
            if (earlier != null) {
                screen.ended(earlier.exit());
            }
            if (used) {
                screen.show(opening(program).getBytes(StandardCharsets.US_ASCII), this::answeredBefore);
            }
            used = true;
            connection = program;
            active(Source.START);
            screen.show(program.history(), this::answeredBefore);
            stillness.shown(screen.read(Emulator::contentVersion));
            attention.begin(screen.read(Emulator::calls), clock.instant());
            keyboard.begin();
            screen.began();
        } finally {
            place.unlock();
        }
        if (program.history().length > 0) {
            redraw(program);
        } else {
            tellSize(program);
        }
        var flow = courtesy.new Flow(agent);
        program.output().subscribe().with(
                chunk -> {
                    take(program, chunk);
                    LockSupport.parkNanos(flow.pause(chunk.length, System.nanoTime()));
                },
                failure -> {
                    LOG.warnf(failure, "The terminal of %s failed.", agent);
                    end(program, ended);
                },
                () -> end(program, ended));
    }

    private String opening(TerminalConnection program) {
        if (program.history().length > 0) {
            // What this program has said so far is told again from its beginning.
            return RESET;
        }
        // The old screen goes up into the scrollback, where people can read how the last program ended.
        var rows = screen.size().rows();
        return NEW_PROGRAM + "\033[" + rows + "H" + "\n".repeat(rows) + "\033[H";
    }

    private void take(TerminalConnection program, byte[] chunk) {
        place.lock();
        try {
            if (connection == program) {
                screen.show(chunk, program::write);
                stillness.shown(screen.read(Emulator::contentVersion));
                attention.wrote(screen.read(Emulator::calls), clock.instant());
            }
        } finally {
            place.unlock();
        }
    }

    /** These bytes are shown again: whoever asked has had its answer. */
    private void answeredBefore(byte[] answer) {
        LOG.tracef("%s asked a question of %d bytes before.", agent, answer.length);
    }

    private void end(TerminalConnection program, Runnable ended) {
        place.lock();
        try {
            if (connection == program) {
                connection = null;
                screen.ended(program.exit());
            }
        } finally {
            place.unlock();
        }
        program.close();
        ended.run();
    }

    /** Ends the connection, if there is one, without waiting for the program. */
    public void disconnect() {
        var program = connection;
        if (program != null) {
            program.close();
        }
    }

    /** Whether a program's terminal is held. */
    public boolean connected() {
        return connection != null;
    }

    /**
     * A new view of this terminal. {@link #leave} ends it.
     *
     * @param position how far the client came before: the view begins with what it has missed since, where that is still kept
     *     and its terminal has the right size, else with a painting of the screen
     * @param wake called whenever there is something to take, from any thread; must be quick and must not block
     */
    public Viewer view(Window window, Optional<Position> position, Runnable wake) {
        return screen.view(window, position, wake);
    }

    /** Begins a view anew. */
    public void viewAnew(Viewer viewer, Window window, Optional<Position> position) {
        screen.viewAnew(viewer, window, position);
    }

    /** Ends a view. Idempotent. */
    public void leave(Viewer viewer) {
        screen.leave(viewer);
    }

    /**
     * Types. Never blocks.
     *
     * @param viewer who types, whose window's size the terminal then takes; nobody for an automaton
     * @return whether it was typed: false where nothing runs or the program has long not read what was typed before
     */
    public boolean type(byte[] data, Optional<Viewer> viewer) {
        var program = connection;
        if (program == null) {
            return false;
        }
        if (viewer.isPresent()) {
            courtesy.pressed(agent, System.nanoTime());
        }
        if (screen.typed(viewer)) {
            tellSize(program);
        }
        touched();
        return keyboard.type(data, keys -> press(program, keys), clock.instant());
    }

    private boolean press(TerminalConnection program, byte[] keys) {
        var pressed = program.write(keys);
        if (pressed) {
            listener.typed(keys);
        }
        return pressed;
    }

    private void touched() {
        active(Source.INPUT);
        stillness.typed();
        attention.typed(clock.instant());
    }

    private void active(Source source) {
        lastActivity = new LastActivity(clock.instant(), source);
    }

    /** A viewer's window is another now. The terminal keeps its size; a window that may not decide it any more gives it up. */
    public void window(Viewer viewer, Window window) {
        screen.window(viewer, window);
    }

    /** A viewer asks that the terminal takes the size of its window; nothing comes of it where that may not decide. */
    public void takeSize(Viewer viewer) {
        if (screen.take(viewer)) {
            Optional.ofNullable(connection).ifPresent(this::tellSize);
        }
    }

    /** A line that was not finished is in no engine's log: a change of size makes a program paint what it shows. */
    private void redraw(TerminalConnection program) {
        var size = screen.size();
        program.resize(size.cols(), size.rows() > Size.MIN ? size.rows() - 1 : size.rows() + 1).subscribe().with(
                done -> tellSize(program),
                failure -> LOG.debugf("%s could not be made to redraw: %s", agent, failure.getMessage()));
    }

    private void tellSize(TerminalConnection program) {
        var told = screen.size();
        program.resize(told.cols(), told.rows()).subscribe().with(
                done -> LOG.tracef("%s is %s.", agent, told),
                failure -> LOG.debugf("%s could not be told its size: %s", agent, failure.getMessage()));
    }

    /** The screen as it is now. */
    public Screen screen() {
        return screen.read(Emulator::screen);
    }

    /** What it has shown, as far as it is kept. */
    public History history() {
        return screen.read(Emulator::history);
    }

    /** Everything needed to paint the screen and its scrollback elsewhere, as bytes for a terminal. */
    public byte[] snapshot() {
        return screen.read(Emulator::snapshot);
    }

    /** For how long the screen's text has been the same and nothing has been typed. */
    public Duration still() {
        return stillness.length();
    }

    /** {@code changed} runs whenever the screen's text has changed, from any thread; it must be quick. Until {@link #unwatch}. */
    public void watch(Runnable changed) {
        stillness.watch(changed);
    }

    /** Ends {@link #watch}. Idempotent. */
    public void unwatch(Runnable changed) {
        stillness.unwatch(changed);
    }

    /** Looks whether the screen has changed as a person would call a change. To be called about once a second. */
    public void sampleActivity() {
        var text = screen.read(emulator -> {
            attention.look(emulator, clock.instant());
            return activity.worthALook(emulator.contentVersion()) ? Optional.of(emulator.text()) : Optional.<List<String>>empty();
        });
        if (text.filter(activity::changed).isPresent()) {
            active(Source.OUTPUT);
        }
    }

    /** The clock has jumped: time counts from now, in which nothing can have happened yet. */
    public void clockJumped() {
        var now = clock.instant();
        if (lastActivity != null) {
            active(Source.CLOCK);
        }
        keyboard.clockJumped(now);
        attention.clockJumped(now);
    }

    /** When something was last typed, or the screen last changed; empty before the first program. */
    public Optional<LastActivity> lastActivity() {
        return Optional.ofNullable(lastActivity);
    }

    /** Whether the program waits for a person. */
    public Optional<Waiting> waiting() {
        return attention.waiting();
    }

    /** Why this is no moment to type something into the terminal unasked, in words for people; empty where it is one. */
    public Optional<String> obstacle() {
        if (connection == null) {
            return Optional.of("its terminal is not held");
        }
        var now = clock.instant();
        return screen.read(emulator -> attention.obstacle(emulator, now, lastActivity.at())
                .or(() -> keyboard.busy(emulator.text(), now) ? Optional.of("somebody types") : Optional.empty()));
    }

    /** The keyboard, for a typist whom nobody shall interrupt; empty where somebody types, or nothing runs. */
    public Optional<Turn> turn() {
        var program = connection;
        if (program == null || !keyboard.take(screen.read(Emulator::text), clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new HeldKeyboard(screen, keyboard, keys -> {
            touched();
            return press(program, keys);
        }));
    }

    public Size size() {
        return screen.size();
    }

    /** How many clients view it. */
    public int viewers() {
        return screen.viewers();
    }
}
