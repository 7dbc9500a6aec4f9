package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import dev.agenthub.attention.Waiting;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.Screen;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.terminal.Frame.Resized;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The terminal of one agent: it lives as long as the hub does, through all runs of the agent's program.
 *
 * <p>A keystroke goes {@link #type} to the connection. Output comes from the connection's reader thread, through the emulator,
 * to each viewer's backlog. The one lock guards the emulator and the cut between a painting and the output that follows it;
 * it is held for one chunk or one painting, never while anything waits.
 */
public final class AgentTerminal {

    private static final Logger LOG = Logger.getLogger(AgentTerminal.class);

    /** RIS: screen, scrollback and modes as at first. */
    private static final String RESET = "\033c";

    /** Leaves whatever modes the last program had left behind, and begins below what it had said. */
    private static final String NEW_PROGRAM =
            "\033[?1049l\033[!p\033[?1000l\033[?1002l\033[?1003l\033[?1004l\033[?1006l\033[?2004l\033[?2026l\033[?25h\033[0m";

    private final AgentId agent;
    private final long viewerBound;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Emulator emulator;
    private final Activity activity = new Activity();
    private final Attention attention = new Attention();
    private final Keyboard keyboard = new Keyboard();
    private final CopyOnWriteArrayList<Viewer> viewers = new CopyOnWriteArrayList<>();
    private boolean used;
    private volatile TerminalConnection connection;
    private volatile Size size = Size.DEFAULT;
    private volatile LastActivity lastActivity;

    public AgentTerminal(AgentId agent, int scrollbackLines, long viewerBound, Clock clock) {
        this.agent = agent;
        this.viewerBound = viewerBound;
        this.clock = clock;
        this.emulator = new Emulator(size.cols(), size.rows(), scrollbackLines);
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
        lock.lock();
        try {
            if (used) {
                show(opening(program).getBytes(StandardCharsets.US_ASCII), Answers.NONE);
            }
            used = true;
            connection = program;
            active(Source.START);
            show(program.history(), Answers.NONE);
            attention.begin(emulator, clock.instant());
            keyboard.begin();
        } finally {
            lock.unlock();
        }
        wakeViewers();
        if (program.history().length > 0) {
            redraw(program);
        } else {
            tellSize(program);
        }
        program.output().subscribe().with(
                chunk -> take(program, chunk),
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
        return NEW_PROGRAM + "\033[" + size.rows() + "H" + "\n".repeat(size.rows()) + "\033[H";
    }

    private void take(TerminalConnection program, byte[] chunk) {
        lock.lock();
        try {
            if (connection != program) {
                return;
            }
            show(chunk, program::write);
            attention.wrote(emulator, clock.instant());
        } finally {
            lock.unlock();
        }
        wakeViewers();
    }

    private void end(TerminalConnection program, Runnable ended) {
        if (connection == program) {
            connection = null;
        }
        program.close();
        ended.run();
    }

    /** Feeds the emulator and hands what it lets through to the viewers. */
    private void show(byte[] bytes, Answers answers) {
        emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                if (viewers.isEmpty()) {
                    return;
                }
                // Only a chunk that was handed over stays as it is; the emulator's own buffers are used again.
                var chunk = data == bytes ? new Chunk(data, offset, length)
                        : new Chunk(Arrays.copyOfRange(data, offset, offset + length), 0, length);
                viewers.forEach(viewer -> viewer.offer(chunk));
            }

            @Override
            public void reply(byte[] answer) {
                answers.give(answer);
            }
        });
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
     * A new view of this terminal; it begins with a painting of the screen. {@link #leave} ends it.
     *
     * @param wake called whenever there is something to take, from any thread; must be quick and must not block
     */
    public Viewer view(Runnable wake) {
        var viewer = new Viewer(this, viewerBound, wake);
        lock.lock();
        try {
            viewer.begin(size, painting());
            viewers.add(viewer);
        } finally {
            lock.unlock();
        }
        return viewer;
    }

    /** Begins a view anew, with a painting of the screen. */
    public void viewAnew(Viewer viewer) {
        lock.lock();
        try {
            viewer.begin(size, painting());
        } finally {
            lock.unlock();
        }
    }

    /** Ends a view. Idempotent. */
    public void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    Frame repaint(Viewer viewer) {
        lock.lock();
        try {
            return viewer.catchUp(size, painting());
        } finally {
            lock.unlock();
        }
    }

    private Chunk painting() {
        var bytes = emulator.snapshot();
        return new Chunk(bytes, 0, bytes.length);
    }

    /**
     * Types. Never blocks.
     *
     * @param viewer who types, whose window the terminal then takes for its own; nobody for an automaton
     * @return whether it was typed: false where nothing runs or the program has long not read what was typed before
     */
    public boolean type(byte[] data, Optional<Viewer> viewer) {
        var program = connection;
        if (program == null) {
            return false;
        }
        viewer.flatMap(Viewer::window).filter(window -> !window.equals(size)).ifPresent(this::resize);
        active(Source.INPUT);
        attended();
        return keyboard.type(data, program::write, clock.instant());
    }

    private void attended() {
        lock.lock();
        try {
            attention.typed(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private void active(Source source) {
        lastActivity = new LastActivity(clock.instant(), source);
    }

    /** A viewer's window has this size; the terminal takes it. */
    public void resize(Size window, Viewer viewer) {
        viewer.window(window);
        resize(window);
    }

    private void resize(Size next) {
        lock.lock();
        try {
            if (next.equals(size)) {
                return;
            }
            size = next;
            emulator.resize(next.cols(), next.rows());
            // Terminals differ in what a resize makes of their screen, so each is painted what the hub's made of it.
            var painting = painting();
            viewers.forEach(viewer -> {
                viewer.offer(new Resized(next));
                viewer.offer(painting);
            });
        } finally {
            lock.unlock();
        }
        wakeViewers();
        var program = connection;
        if (program != null) {
            tellSize(program);
        }
    }

    /** A line that was not finished is in no engine's log: a change of size makes a program paint what it shows. */
    private void redraw(TerminalConnection program) {
        program.resize(size.cols(), size.rows() > Size.MIN ? size.rows() - 1 : size.rows() + 1).subscribe().with(
                done -> tellSize(program),
                failure -> LOG.debugf("%s could not be made to redraw: %s", agent, failure.getMessage()));
    }

    private void tellSize(TerminalConnection program) {
        var told = size;
        program.resize(told.cols(), told.rows()).subscribe().with(
                done -> LOG.tracef("%s is %s.", agent, told),
                failure -> LOG.debugf("%s could not be told its size: %s", agent, failure.getMessage()));
    }

    /** The screen as it is now. */
    public Screen screen() {
        lock.lock();
        try {
            return emulator.screen();
        } finally {
            lock.unlock();
        }
    }

    /** Everything needed to paint the screen and its scrollback elsewhere, as bytes for a terminal. */
    public byte[] snapshot() {
        lock.lock();
        try {
            return emulator.snapshot();
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether the screen has changed as a person would call a change. To be called about once a second. */
    public void sampleActivity() {
        List<String> text;
        lock.lock();
        try {
            attention.look(emulator, clock.instant());
            if (!activity.worthALook(emulator.contentVersion())) {
                return;
            }
            text = new ArrayList<>(emulator.text());
        } finally {
            lock.unlock();
        }
        if (activity.changed(text)) {
            active(Source.OUTPUT);
        }
    }

    /** When something was last typed, or the screen last changed; empty before the first program. */
    public Optional<LastActivity> lastActivity() {
        return Optional.ofNullable(lastActivity);
    }

    /** Whether the program waits for a person. */
    public Optional<Waiting> waiting() {
        lock.lock();
        try {
            return attention.waiting();
        } finally {
            lock.unlock();
        }
    }

    /** Why this is no moment to type something into the terminal unasked, in words for people; empty where it is one. */
    public Optional<String> obstacle() {
        var now = clock.instant();
        lock.lock();
        try {
            if (connection == null) {
                return Optional.of("its terminal is not held");
            }
            return attention.obstacle(emulator, now, lastActivity.at())
                    .or(() -> keyboard.busy(emulator.text(), now) ? Optional.of("somebody types") : Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    /** The keyboard, for a typist whom nobody shall interrupt; empty where somebody types, or nothing runs. */
    public Optional<Turn> turn() {
        var program = connection;
        if (program == null || !keyboard.take(ask(Emulator::text), clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new HeldKeyboard(this, keyboard, program));
    }

    /** Gives the emulator to {@code question} under the lock: for what must be asked of one moment. */
    <T> T ask(Function<Emulator, T> question) {
        lock.lock();
        try {
            return question.apply(emulator);
        } finally {
            lock.unlock();
        }
    }

    /** Writes for one who holds the keyboard. */
    boolean write(TerminalConnection program, byte[] data) {
        active(Source.INPUT);
        attended();
        return program.write(data);
    }

    public Size size() {
        return size;
    }

    /** How many clients view it. */
    public int viewers() {
        return viewers.size();
    }

    private void wakeViewers() {
        viewers.forEach(Viewer::wake);
    }

    /** Where the emulator's answers to the program's questions go. */
    private interface Answers {

        /** For bytes that are shown again: whoever asked has had its answer. */
        Answers NONE = answer -> LOG.tracef("A question of %d bytes was asked before.", answer.length);

        void give(byte[] answer);
    }
}
