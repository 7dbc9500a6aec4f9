package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.terminal.SizeNotice.Owner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** One terminal and its viewers, with a program whose output the test writes chunk by chunk. */
class AgentTerminalTest {

    private static final long BOUND = 10_000;

    /** The program connected to the terminal. */
    private static final class Program implements TerminalConnection {

        private final UnicastProcessor<byte[]> output = UnicastProcessor.create();
        private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
        private final List<String> sizes = new ArrayList<>();
        private final byte[] history;

        Program(String history) {
            this.history = history.getBytes(StandardCharsets.UTF_8);
        }

        void prints(String text) {
            output.onNext(text.getBytes(StandardCharsets.UTF_8));
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
            typed.writeBytes(data);
            return true;
        }

        @Override
        public Uni<Void> resize(int cols, int rows) {
            sizes.add(cols + "x" + rows);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Exit> exit() {
            return Uni.createFrom().item(Exit.of(0));
        }

        @Override
        public void close() {
            output.onComplete();
        }
    }

    /** A viewer's terminal and its position in the output. */
    private static final class Client {

        private Emulator emulator = new Emulator(100, 30, 2000);
        private final List<Frame> frames = new ArrayList<>();
        private String stream = "";
        private long seq;
        private int painting;
        private Owner owner;

        void take(Viewer viewer) {
            take(viewer, Integer.MAX_VALUE);
        }

        void take(Viewer viewer, int max) {
            var taken = 0;
            for (var next = viewer.next(); next.isPresent(); next = ++taken < max ? viewer.next() : Optional.empty()) {
                frames.add(next.get());
                switch (next.get()) {
                    case Frame.Output(var chunk) -> {
                        emulator.feed(chunk.data(), chunk.offset(), chunk.length(), ignoringSink());
                        var painted = Math.min(painting, chunk.length());
                        painting -= painted;
                        seq += chunk.length() - painted;
                    }
                    case Frame.Resized(var sizeNotice, var at, var bytes) -> {
                        apply(sizeNotice);
                        paint(at, bytes);
                    }
                    case Frame.Subscribed(var sizeNotice, var position, var bytes) -> {
                        apply(sizeNotice);
                        stream = position.stream();
                        paint(position.bytes(), bytes);
                    }
                    case Frame.Gap(var left, var at, var bytes) -> {
                        assertThat(left).isNotNegative();
                        paint(at, bytes);
                    }
                }
            }
        }

        private void apply(SizeNotice sizeNotice) {
            owner = sizeNotice.owner();
            emulator.resize(sizeNotice.size().cols(), sizeNotice.size().rows());
        }

        private void paint(long at, int bytes) {
            seq = at;
            painting = bytes;
        }

        /** The position at which it would resume after its connection broke. */
        Optional<Position> position() {
            return painting > 0 ? Optional.empty() : Optional.of(new Position(stream, seq));
        }

        private static Emulator.Sink ignoringSink() {
            return new Emulator.Sink() {
                @Override
                public void display(byte[] data, int offset, int length) {
                    // Ignored.
                }

                @Override
                public void reply(byte[] answer) {
                    throw new AssertionError("A viewer got a query.");
                }
            };
        }
    }

    private final FloodLimiter limiter = new FloodLimiter();
    private final AgentTerminal terminal = new AgentTerminal(new AgentId("qa"), 2000, BOUND, TerminalListener.NONE,
            limiter, Clock.systemUTC(), (nanos, task) -> task.run());
    private final Program program = new Program("");

    private void connect(Program to) {
        terminal.connect(to, () -> { });
    }

    private Viewer view() {
        return view(Window.OPEN, Optional.empty());
    }

    private Viewer view(Window window, Optional<Position> position) {
        return terminal.view(window, position, () -> { });
    }

    private void resize(Viewer viewer, int cols, int rows) {
        terminal.window(viewer, viewer.window().of(new Size(cols, rows)));
        terminal.takeSize(viewer);
    }

    private void type(Viewer viewer) {
        terminal.type(new byte[] {'x'}, Optional.of(viewer));
    }

    @Test
    void inputReachesTheProgramAndItsEchoTheViewers() {
        connect(program);
        var viewer = view();
        assertThat(terminal.type("hi".getBytes(StandardCharsets.UTF_8), Optional.of(viewer))).isTrue();
        program.prints("hi");
        var client = new Client();
        client.take(viewer);
        assertThat(program.typed.toString(StandardCharsets.UTF_8)).isEqualTo("hi");
        assertThat(client.emulator.text().getFirst()).isEqualTo("hi");
    }

    @Test
    void readingAFloodPausesWhileAPersonTypesElsewhere() throws InterruptedException {
        connect(program);
        var inAnHour = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
        limiter.keyPressed(new AgentId("other"), inAnHour);
        var reader = Thread.ofPlatform().start(() -> program.prints("y".repeat(16 << 20)));
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        reader.interrupt();
        assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void inputIsRefusedWithoutAProgram() {
        assertThat(terminal.type(new byte[] {'x'}, Optional.empty())).isFalse();
    }

    @Test
    void aQueryIsAnsweredOnceWithSeveralViewers() {
        connect(program);
        var one = view();
        var two = view();
        program.prints("\033[6n");
        new Client().take(one);
        new Client().take(two);
        assertThat(program.typed.toString(StandardCharsets.UTF_8)).isEqualTo("\033[1;1R");
    }

    @Test
    void aReplayedQueryIsNotAnswered() {
        var adopted = new Program("before\033[6n");
        connect(adopted);
        assertThat(adopted.typed.size()).isZero();
        assertThat(terminal.screen().toText()).contains("before");
    }

    @Test
    void anAdoptedProgramIsMadeToRedraw() {
        var adopted = new Program("before");
        connect(adopted);
        assertThat(adopted.sizes).containsExactly("100x29", "100x30");
    }

    @Test
    void reconnectingDoesNotShowTheOutputTwice() {
        connect(program);
        program.prints("said once\r\n");
        connect(new Program("said once\r\n"));
        assertThat(new String(terminal.snapshot(), StandardCharsets.UTF_8).split("said once", -1)).hasSize(2);
    }

    @Test
    void smallChunksCountWithTheirOverhead() {
        connect(program);
        var slow = view();
        var client = new Client();
        client.take(slow);
        for (var i = 0; i < 1000; i++) {
            program.prints("x");
        }
        client.take(slow);
        assertThat(client.frames).anyMatch(frame -> frame instanceof Frame.Gap);
    }

    @Test
    void aNewProgramStartsOnACleanScreenWithDefaultModes() {
        connect(program);
        program.prints("\033[?1049h\033[?2004hold words");
        connect(new Program(""));
        assertThat(terminal.screen().toText()).isBlank();
        assertThat(terminal.screen().alternate()).isFalse();
        assertThat(new String(terminal.snapshot(), StandardCharsets.UTF_8)).doesNotContain("\033[?2004h");
    }

    @Test
    void aSlowViewerGetsAGapAndEndsOnTheRightScreen() {
        connect(program);
        var slow = view();
        var quick = view();
        var quickClient = new Client();
        var slowClient = new Client();
        slowClient.take(slow);
        for (var i = 0; i < 2000; i++) {
            program.prints("line " + i + "\r\n");
            quickClient.take(quick);
        }
        slowClient.take(slow);
        assertThat(slowClient.frames).anyMatch(frame -> frame instanceof Frame.Gap);
        assertThat(quickClient.frames).noneMatch(frame -> frame instanceof Frame.Gap);
        assertThat(slowClient.emulator.text()).isEqualTo(quickClient.emulator.text());
        assertThat(slowClient.emulator.scrollback()).isEqualTo(quickClient.emulator.scrollback());
    }

    @Test
    void viewersThatFallBehindInOneFloodShareAPainting() {
        connect(program);
        var slow = Stream.generate(this::view).limit(50).toList();
        var clients = slow.stream().map(viewer -> new Client()).toList();
        for (var i = 0; i < 50; i++) {
            clients.get(i).take(slow.get(i));
        }
        program.prints("line\r\n".repeat(3000));
        var paintings = new HashSet<Chunk>();
        for (var i = 0; i < 50; i++) {
            clients.get(i).frames.clear();
            clients.get(i).take(slow.get(i), 3);
            paintings.add(((Frame.Output) clients.get(i).frames.getLast()).chunk());
            program.prints("line of " + i + "\r\n");
        }
        assertThat(paintings).hasSize(1);
        for (var i = 0; i < 50; i++) {
            clients.get(i).take(slow.get(i));
            assertThat(clients.get(i).emulator.text()).isEqualTo(clients.getFirst().emulator.text());
            assertThat(clients.get(i).emulator.scrollback()).isEqualTo(clients.getFirst().emulator.scrollback());
            assertThat(clients.get(i).seq).isEqualTo(clients.getFirst().seq);
        }
    }

    /** Otherwise a viewer of a terminal with a long history would never get past its first painting during a flood. */
    @Test
    void aPaintingLargerThanTheBoundIsNotDropped() {
        connect(program);
        program.prints("line %d of many\r\n".repeat(2000));
        var viewer = view();
        program.prints("more\r\n");
        assertThat(viewer.next()).get().isInstanceOfSatisfying(Frame.Subscribed.class,
                subscribed -> assertThat(subscribed.painting()).isGreaterThan((int) BOUND));
        program.prints("more\r\n");
        assertThat(viewer.next()).get().isInstanceOfSatisfying(Frame.Output.class,
                output -> assertThat(output.chunk().length()).isGreaterThan((int) BOUND));
    }

    /** Three viewers that take a few frames now and then. */
    @Property(tries = 200)
    void viewersThatFallBehindAtDifferentTimesEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var viewers = Stream.generate(this::view).limit(3).toList();
        var clients = Stream.generate(Client::new).limit(3).toList();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2 -> clients.get(step).take(viewers.get(step), 3);
                case 3, 4 -> program.prints("\033[3%dmline %d\r\n".formatted(step, count++).repeat(600));
                case 5 -> resize(viewers.getFirst(), 80, 24);
                case 6 -> resize(viewers.getLast(), 120, 40);
                default -> program.prints("word %d ".formatted(count++));
            }
        }
        var terminalsText = terminal.screen().lines().stream().map(line -> line.text()).toList();
        for (var i = 0; i < 3; i++) {
            clients.get(i).take(viewers.get(i));
            assertThat(clients.get(i).emulator.text()).isEqualTo(terminalsText);
            assertThat(clients.get(i).seq).isEqualTo(clients.getFirst().seq);
        }
    }

    /** Viewers that come at any time, read at any pace and resize the terminal all end on its screen. */
    @Property(tries = 200)
    void allViewersEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var early = view();
        var earlyClient = new Client();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2, 3 -> program.prints("\033[3%dmword %d 漢 ".formatted(step, count++));
                case 4 -> program.prints("line\r\n".repeat(500));
                case 5 -> program.prints("\033[2J\033[H");
                case 6 -> earlyClient.take(early);
                case 7 -> resize(early, 80, 24);
                case 8 -> resize(early, 120, 40);
                default -> program.prints("é".repeat(50));
            }
        }
        var late = view();
        var lateClient = new Client();
        earlyClient.take(early);
        lateClient.take(late);
        assertThat(earlyClient.emulator.text()).isEqualTo(terminal.screen().lines().stream().map(line -> line.text()).toList());
        assertThat(lateClient.emulator.text()).isEqualTo(earlyClient.emulator.text());
    }

    @Test
    void outputIsJoinedForABusyViewer() {
        connect(program);
        var viewer = view();
        new Client().take(viewer);
        for (var i = 0; i < 50; i++) {
            program.prints("x");
        }
        assertThat(viewer.next()).get().isInstanceOfSatisfying(Frame.Output.class,
                output -> assertThat(output.chunk()).hasToString("x".repeat(50)));
        assertThat(viewer.next()).isEmpty();
    }

    @Test
    void viewersThatKeepUpShareTheSameChunk() {
        connect(program);
        var one = view();
        var two = view();
        new Client().take(one);
        new Client().take(two);
        program.prints("shared");
        assertThat(one.next()).isEqualTo(two.next());
    }

    @Test
    void eachViewerIsNotifiedWhetherItOwnsTheSize() {
        connect(program);
        var small = view();
        var large = view();
        var smallClient = new Client();
        var largeClient = new Client();
        resize(small, 80, 24);
        smallClient.take(small);
        largeClient.take(large);
        assertThat(smallClient.owner).isEqualTo(Owner.YOU);
        assertThat(largeClient.owner).isEqualTo(Owner.OTHER);
        terminal.leave(small);
        largeClient.take(large);
        assertThat(largeClient.owner).isEqualTo(Owner.NONE);
        assertThat(terminal.size()).isEqualTo(new Size(80, 24));
    }

    @Test
    void aReportedWindowSizeAppliesOnTheNextKeystroke() {
        connect(program);
        var viewer = view();
        terminal.window(viewer, viewer.window().of(new Size(80, 24)));
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
        type(viewer);
        assertThat(terminal.size()).isEqualTo(new Size(80, 24));
        assertThat(program.sizes).containsExactly("100x30", "80x24");
    }

    @Test
    void hiddenAndReadOnlyViewersLeaveTheSizeAlone() {
        connect(program);
        var hidden = view(Window.OPEN.with(false, false), Optional.empty());
        var readOnly = view(Window.OPEN.with(true, true), Optional.empty());
        resize(hidden, 80, 24);
        resize(readOnly, 90, 25);
        type(hidden);
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
    }

    @Test
    void aViewerThatHasLeftCannotOwnTheSize() {
        connect(program);
        var gone = view();
        terminal.window(gone, gone.window().of(new Size(80, 24)));
        terminal.leave(gone);
        type(gone);
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
    }

    @Test
    void aReturningClientGetsExactlyTheMissedOutput() {
        connect(program);
        var before = view();
        var client = new Client();
        program.prints("one ");
        client.take(before);
        terminal.leave(before);
        program.prints("two ");
        client.frames.clear();
        client.take(view(Window.OPEN, client.position()));
        assertThat(client.frames).hasSize(2).last().isInstanceOfSatisfying(Frame.Output.class,
                output -> assertThat(output.chunk()).hasToString("two "));
        assertThat(client.emulator.text().getFirst()).isEqualTo("one two");
    }

    @Test
    void aPositionInAnotherStreamGetsAPainting() {
        connect(program);
        program.prints("words");
        var client = new Client();
        client.take(view(Window.OPEN, Optional.of(new Position("another", 2))));
        assertThat(client.emulator.text().getFirst()).isEqualTo("words");
    }

    /** A flood overruns the backlog before the client has taken any of it. */
    @Test
    void aViewOverrunBeforeItsFirstFrameStillStartsWithSubscribed() {
        connect(program);
        var viewer = view();
        program.prints("x".repeat(20_000));
        assertThat(viewer.next()).get().isInstanceOf(Frame.Subscribed.class);
    }

    /** An owner that changes with every keystroke must not fill the backlog of a viewer that does not read. */
    @Test
    void ownerChangesAreBounded() {
        connect(program);
        var stalled = view();
        var one = view();
        var two = view();
        resize(one, 80, 24);
        resize(two, 80, 24);
        for (var i = 0; i < 1000; i++) {
            type(i % 2 == 0 ? one : two);
        }
        var client = new Client();
        client.take(stalled);
        assertThat(client.frames).hasSizeLessThan((int) BOUND / 64 + 10);
        assertThat(client.owner).isEqualTo(Owner.OTHER);
    }

    /** For any frames taken before the connection broke, and any absence, the client ends on the terminal's screen. */
    @Property(tries = 300)
    void aReconnectingClientEndsOnTheRightScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var other = view();
        var client = new Client();
        var viewer = view();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2 -> program.prints("\033[3%dmword %d 漢 ".formatted(count % 8, count++));
                case 3 -> program.prints("line\r\n".repeat(400));
                case 4 -> program.prints("\033[?1049h\033[2J\033[5;5H\033[6n");
                case 5 -> client.take(viewer);
                case 6 -> client.take(viewer, 1);
                case 7 -> {
                    terminal.leave(viewer);
                    viewer = view(Window.OPEN, client.position());
                }
                case 8 -> resize(other, 60 + count % 3, 20);
                default -> connect(new Program(""));
            }
        }
        client.take(viewer);
        assertThat(client.emulator.painting()).isEqualTo(terminal.snapshot());
    }
}
