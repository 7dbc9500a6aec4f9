package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TestProgram;
import dev.agenthub.terminal.SizeNotice.Owner;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** One terminal and its viewers, with a program whose output the test writes chunk by chunk. */
class SharedTerminalTest {

    private static final long BOUND = 10_000;

    /** A client's terminal and its position in the output. It requests frames one by one. */
    private static final class Client {

        private final Emulator emulator = new Emulator(100, 30, 2000);
        private final List<Frame> frames = new ArrayList<>();
        private AssertSubscriber<Frame> view;
        private Viewer viewer;
        private int requested;
        private int applied;
        private String stream = "";
        private long seq;
        private int painting;
        private Owner owner;

        Client(Viewer viewer) {
            views(viewer);
        }

        void views(Viewer next) {
            viewer = next;
            view = AssertSubscriber.create();
            requested = 0;
            applied = 0;
            frames.clear();
            next.subscribe().withSubscriber(view);
        }

        Client take() {
            return take(Integer.MAX_VALUE);
        }

        /** Takes frames until there are no more. The last request is then still open. */
        Client take(int max) {
            for (var taken = 0; taken < max; taken++) {
                if (requested == applied) {
                    requested++;
                    view.request(1);
                }
                if (view.getItems().size() == applied) {
                    return this;
                }
                apply(view.getItems().get(applied++));
            }
            return this;
        }

        private void apply(Frame frame) {
            frames.add(frame);
            switch (frame) {
                case Frame.Output(var chunk) -> {
                    feed(chunk);
                    assertThat(painting).isZero();
                    seq += chunk.length();
                }
                case Frame.Painting(var chunk) -> {
                    feed(chunk);
                    assertThat(painting).isEqualTo(chunk.length());
                    painting = 0;
                }
                case Frame.Resized(var sizeNotice, var at, var bytes) -> {
                    apply(sizeNotice);
                    expect(at, bytes);
                }
                case Frame.Subscribed(var sizeNotice, var position, var bytes) -> {
                    apply(sizeNotice);
                    stream = position.stream();
                    expect(position.bytes(), bytes);
                }
                case Frame.Gap(var left, var at, var bytes) -> {
                    assertThat(left).isNotNegative();
                    expect(at, bytes);
                }
            }
        }

        private void apply(SizeNotice sizeNotice) {
            owner = sizeNotice.owner();
            emulator.resize(sizeNotice.size().cols(), sizeNotice.size().rows());
        }

        private void expect(long at, int bytes) {
            seq = at;
            painting = bytes;
        }

        private void feed(Chunk chunk) {
            emulator.feed(chunk.data(), chunk.offset(), chunk.length(), new Emulator.Sink() {
                @Override
                public void display(byte[] data, int offset, int length) {
                    // Ignored.
                }

                @Override
                public void reply(byte[] answer) {
                    throw new AssertionError("A viewer got a query.");
                }
            });
        }

        /** The position at which it would resume after its connection broke. */
        Optional<Position> position() {
            return painting > 0 ? Optional.empty() : Optional.of(new Position(stream, seq));
        }
    }

    private final FloodLimiter limiter = new FloodLimiter();
    private final List<TerminalRun> runs = new ArrayList<>();
    private final SharedTerminal terminal = new SharedTerminal(new AgentId("qa"), 2000, BOUND, runs::add, limiter,
            new TestClock(), (nanos, task) -> task.run());
    private final TestProgram program = new TestProgram("");

    private void connect(TestProgram to) {
        terminal.connect(to, () -> { });
    }

    private Client view() {
        return view(Window.OPEN, Optional.empty());
    }

    private Client view(Window window, Optional<Position> position) {
        return new Client(terminal.frames(window, position));
    }

    /** A view with explicit demand. */
    private AssertSubscriber<Frame> frames(long requested) {
        return terminal.frames(Window.OPEN, Optional.empty()).subscribe()
                .withSubscriber(AssertSubscriber.create(requested));
    }

    private void resize(Client client, int cols, int rows) {
        client.viewer.window(client.viewer.window().of(new Size(cols, rows)));
        client.viewer.takeSize();
    }

    private void type(Client client) {
        terminal.type(new byte[] {'x'}, Optional.of(client.viewer));
    }

    private String painting() {
        return new Client(terminal.frames(Window.OPEN, Optional.empty())).take().frames.stream()
                .filter(Frame.Painting.class::isInstance).findFirst().map(frame -> ((Frame.Painting) frame).chunk())
                .orElseThrow().toString();
    }

    @Test
    void eachRequestTakesOneFrameInOrder() {
        connect(program);
        var view = frames(0);
        program.prints("a");
        view.assertHasNotReceivedAnyItem().request(1);
        assertThat(view.getItems()).singleElement().isInstanceOf(Frame.Subscribed.class);
        resize(view(), 80, 24);
        program.prints("b");
        view.request(1);
        assertThat(view.getItems()).hasSize(2).last().isInstanceOf(Frame.Painting.class);
        view.request(10);
        assertThat(view.getItems()).extracting(Frame::getClass).extracting(Class::getSimpleName)
                .containsExactly("Subscribed", "Painting", "Output", "Resized", "Painting", "Output");
        program.prints("c");
        assertThat(view.getItems()).hasSize(7).last().hasToString(new Frame.Output(chunk("c")).toString());
    }

    private static Chunk chunk(String text) {
        return new Chunk(text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    @Test
    void withoutDemandNoFrameIsEmittedAndTheBacklogIsBounded() {
        connect(program);
        var view = frames(2);
        for (var i = 0; i < 10_000; i++) {
            program.prints("line " + i + "\r\n");
        }
        assertThat(view.getItems()).hasSize(2);
        view.request(Long.MAX_VALUE);
        assertThat(view.getItems()).hasSize(5).element(3)
                .isInstanceOfSatisfying(Frame.Gap.class, gap -> assertThat(gap.bytes()).isGreaterThan(BOUND));
        assertThat(view.getItems()).element(4).isInstanceOf(Frame.Painting.class);
    }

    @Test
    void aCancelledViewIsRemoved() {
        connect(program);
        var view = frames(2);
        assertThat(terminal.viewers()).isEqualTo(1);
        view.cancel();
        assertThat(terminal.viewers()).isZero();
        program.prints("unseen");
        view.request(10);
        assertThat(view.getItems()).hasSize(2);
    }

    @Test
    void anEchoIsEmittedOnTheReadersThread() throws InterruptedException {
        connect(program);
        var threads = new CopyOnWriteArrayList<Thread>();
        terminal.frames(Window.OPEN, Optional.empty()).subscribe().with(frame -> threads.add(Thread.currentThread()));
        var reader = Thread.ofPlatform().start(() -> program.prints("echo"));
        reader.join();
        assertThat(threads).hasSize(3).last().isEqualTo(reader);
    }

    @Test
    void aViewHasOneSubscriber() {
        var viewer = terminal.frames(Window.OPEN, Optional.empty());
        viewer.subscribe().withSubscriber(AssertSubscriber.create(1));
        viewer.subscribe().withSubscriber(AssertSubscriber.create(1)).assertFailedWith(IllegalStateException.class);
    }

    @Test
    void aRecorderGetsEachRunWithoutScrollbackUntilItsEnd() {
        connect(program);
        var first = runs.getFirst().frames().subscribe().withSubscriber(AssertSubscriber.create(2));
        assertThat(terminal.viewers()).as("a recording is no viewer").isZero();
        program.prints("line\r\n".repeat(100));
        var typed = runs.getFirst().keys().subscribe().withSubscriber(AssertSubscriber.create(9));
        terminal.type(new byte[] {'x'}, Optional.empty());
        assertThat(typed.getItems()).containsExactly(new byte[] {'x'});
        program.close();
        first.assertNotTerminated().request(9).assertCompleted();
        assertThat(first.getItems()).hasSize(3).last()
                .isInstanceOfSatisfying(Frame.Output.class, last -> assertThat(last.chunk().length()).isEqualTo(600));
        connect(new TestProgram("history\r\n".repeat(100)));
        var second = runs.getLast().frames().subscribe().withSubscriber(AssertSubscriber.create(9));
        assertThat(((Frame.Painting) second.getItems().getLast()).chunk().toString().split("history", -1))
                .hasSizeBetween(25, 31);
    }

    /** The recording would otherwise miss the end, and the terminal may soon show another program. */
    @Test
    void aRecordingThatFellBehindEndsWithTheLastScreen() {
        connect(program);
        var run = runs.getFirst().frames().subscribe().withSubscriber(AssertSubscriber.create(2));
        program.prints("x".repeat(1 << 20));
        program.prints("\r\nthe end");
        program.close();
        connect(new TestProgram(""));
        run.request(9).assertCompleted();
        assertThat(run.getItems()).element(3).isInstanceOf(Frame.Gap.class);
        assertThat(((Frame.Painting) run.getItems().getLast()).chunk().toString()).contains("the end");
    }

    @Test
    void inputReachesTheProgramAndItsEchoTheViewers() {
        connect(program);
        var viewer = view();
        assertThat(terminal.type("hi".getBytes(StandardCharsets.UTF_8), Optional.of(viewer.viewer)))
                .isEqualTo(InputResult.TYPED);
        program.prints("hi");
        assertThat(program.typed()).isEqualTo("hi");
        assertThat(viewer.take().emulator.text().getFirst()).isEqualTo("hi");
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
        assertThat(terminal.type(new byte[] {'x'}, Optional.empty())).isEqualTo(InputResult.NOT_RUNNING);
    }

    @Test
    void inputIsRefusedByAProgramThatDoesNotRead() {
        connect(new TestProgram("") {
            @Override
            public boolean write(byte[] data) {
                return false;
            }
        });
        assertThat(terminal.type(new byte[] {'x'}, Optional.empty())).isEqualTo(InputResult.NOT_READING);
    }

    @Test
    void aQueryIsAnsweredOnceWithSeveralViewers() {
        connect(program);
        var one = view();
        var two = view();
        program.prints("\033[6n");
        one.take();
        two.take();
        assertThat(program.typed()).isEqualTo("\033[1;1R");
    }

    @Test
    void aReplayedQueryIsNotAnswered() {
        var adopted = new TestProgram("before\033[6n");
        connect(adopted);
        assertThat(adopted.typed()).isEmpty();
        assertThat(terminal.screen().toText()).contains("before");
    }

    @Test
    void anAdoptedProgramIsMadeToRedraw() {
        var adopted = new TestProgram("before");
        connect(adopted);
        assertThat(adopted.sizes()).containsExactly("100x29", "100x30");
    }

    /** Its prompt is in no log, because it has no line end. */
    @Test
    void anAdoptedProgramThatHasWrittenNoLineIsMadeToRedrawToo() {
        var adopted = new TestProgram(new TerminalBeginning.Replay(new byte[0]));
        connect(adopted);
        assertThat(adopted.sizes()).containsExactly("100x29", "100x30");
    }

    @Test
    void anAdoptedProgramWhoseOutputIsNotKnownIsMadeToRedrawBelowANote() {
        connect(program);
        program.prints("the program before");
        var adopted = new TestProgram(new TerminalBeginning.Unknown());
        connect(adopted);
        assertThat(terminal.screen().toText()).contains("is not known").doesNotContain("the program before");
        assertThat(adopted.sizes()).containsExactly("100x29", "100x30");
    }

    @Test
    void reconnectingDoesNotShowTheOutputTwice() {
        connect(program);
        program.prints("said once\r\n");
        connect(new TestProgram("said once\r\n"));
        assertThat(painting().split("said once", -1)).hasSize(2);
    }

    @Test
    void smallChunksCountWithTheirOverhead() {
        connect(program);
        var slow = view().take();
        for (var i = 0; i < 1000; i++) {
            program.prints("x");
        }
        assertThat(slow.take().frames).anyMatch(frame -> frame instanceof Frame.Gap);
    }

    @Test
    void aNewProgramStartsOnACleanScreenWithDefaultModes() {
        connect(program);
        program.prints("\033[?1049h\033[?2004hold words");
        connect(new TestProgram(""));
        assertThat(terminal.screen().toText()).isBlank();
        assertThat(terminal.screen().alternate()).isFalse();
        assertThat(painting()).doesNotContain("\033[?2004h");
    }

    @Test
    void aSlowViewerGetsAGapAndEndsOnTheRightScreen() {
        connect(program);
        var slowClient = view().take();
        var quickClient = view();
        for (var i = 0; i < 2000; i++) {
            program.prints("line " + i + "\r\n");
            quickClient.take();
        }
        slowClient.take();
        assertThat(slowClient.frames).anyMatch(frame -> frame instanceof Frame.Gap);
        assertThat(quickClient.frames).noneMatch(frame -> frame instanceof Frame.Gap);
        assertThat(slowClient.emulator.text()).isEqualTo(quickClient.emulator.text());
        assertThat(slowClient.emulator.scrollback()).isEqualTo(quickClient.emulator.scrollback());
    }

    @Test
    void viewersThatFallBehindInOneFloodShareAPainting() {
        connect(program);
        var clients = Stream.generate(this::view).limit(50).toList();
        clients.forEach(client -> client.take(2));
        program.prints("line\r\n".repeat(3000));
        var paintings = new HashSet<Chunk>();
        for (var i = 0; i < 50; i++) {
            clients.get(i).take(3);
            paintings.add(((Frame.Painting) clients.get(i).frames.getLast()).chunk());
            program.prints("line of " + i + "\r\n");
        }
        assertThat(paintings).hasSize(1);
        for (var i = 0; i < 50; i++) {
            clients.get(i).take();
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
        assertThat(viewer.take(1).frames.getLast()).isInstanceOfSatisfying(Frame.Subscribed.class,
                subscribed -> assertThat(subscribed.painting()).isGreaterThan((int) BOUND));
        program.prints("more\r\n");
        assertThat(viewer.take(1).frames.getLast()).isInstanceOfSatisfying(Frame.Painting.class,
                painting -> assertThat(painting.chunk().length()).isGreaterThan((int) BOUND));
    }

    /** Three viewers that take a few frames now and then. */
    @Property(tries = 200)
    void viewersThatFallBehindAtDifferentTimesEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var clients = Stream.generate(this::view).limit(3).toList();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2 -> clients.get(step).take(3);
                case 3, 4 -> program.prints("\033[3%dmline %d\r\n".formatted(step, count++).repeat(600));
                case 5 -> resize(clients.getFirst(), 80, 24);
                case 6 -> resize(clients.getLast(), 120, 40);
                default -> program.prints("word %d ".formatted(count++));
            }
        }
        var terminalsText = terminal.screen().texts();
        for (var i = 0; i < 3; i++) {
            clients.get(i).take();
            assertThat(clients.get(i).emulator.text()).isEqualTo(terminalsText);
            assertThat(clients.get(i).seq).isEqualTo(clients.getFirst().seq);
        }
    }

    /** Viewers that come at any time, read at any pace and resize the terminal all end on its screen. */
    @Property(tries = 200)
    void allViewersEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var earlyClient = view();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2, 3 -> program.prints("\033[3%dmword %d 漢 ".formatted(step, count++));
                case 4 -> program.prints("line\r\n".repeat(500));
                case 5 -> program.prints("\033[2J\033[H");
                case 6 -> earlyClient.take();
                case 7 -> resize(earlyClient, 80, 24);
                case 8 -> resize(earlyClient, 120, 40);
                default -> program.prints("é".repeat(50));
            }
        }
        var lateClient = view().take();
        earlyClient.take();
        assertThat(earlyClient.emulator.text()).isEqualTo(terminal.screen().texts());
        assertThat(lateClient.emulator.text()).isEqualTo(earlyClient.emulator.text());
    }

    @Test
    void outputIsJoinedForABusyViewer() {
        connect(program);
        var view = frames(2);
        for (var i = 0; i < 50; i++) {
            program.prints("x");
        }
        view.request(2);
        assertThat(view.getItems()).hasSize(3).last().isInstanceOfSatisfying(Frame.Output.class,
                output -> assertThat(output.chunk()).hasToString("x".repeat(50)));
    }

    @Test
    void viewersThatKeepUpShareTheSameChunk() {
        connect(program);
        var one = frames(3);
        var two = frames(3);
        program.prints("shared");
        assertThat(one.getLastItem()).isInstanceOf(Frame.Output.class).isEqualTo(two.getLastItem());
    }

    @Test
    void eachViewerIsNotifiedWhetherItOwnsTheSize() {
        connect(program);
        var small = view();
        var large = view();
        resize(small, 80, 24);
        assertThat(small.take().owner).isEqualTo(Owner.YOU);
        assertThat(large.take().owner).isEqualTo(Owner.OTHER);
        small.viewer.cancel();
        assertThat(large.take().owner).isEqualTo(Owner.NONE);
        assertThat(terminal.size()).isEqualTo(new Size(80, 24));
    }

    @Test
    void aReportedWindowSizeAppliesOnTheNextKeystroke() {
        connect(program);
        var viewer = view();
        viewer.viewer.window(Window.OPEN.of(new Size(80, 24)));
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
        type(viewer);
        assertThat(terminal.size()).isEqualTo(new Size(80, 24));
        assertThat(program.sizes()).containsExactly("100x30", "80x24");
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
        gone.viewer.window(Window.OPEN.of(new Size(80, 24)));
        gone.viewer.cancel();
        type(gone);
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
    }

    @Test
    void aReturningClientGetsExactlyTheMissedOutput() {
        connect(program);
        var client = view();
        program.prints("one ");
        client.take().viewer.cancel();
        program.prints("two ");
        client.views(terminal.frames(Window.OPEN, client.position()));
        client.take();
        assertThat(client.frames).hasSize(2).last().isInstanceOfSatisfying(Frame.Output.class,
                output -> assertThat(output.chunk()).hasToString("two "));
        assertThat(client.emulator.text().getFirst()).isEqualTo("one two");
    }

    @Test
    void aPositionInAnotherStreamGetsAPainting() {
        connect(program);
        program.prints("words");
        var client = view(Window.OPEN, Optional.of(new Position("another", 2))).take();
        assertThat(client.emulator.text().getFirst()).isEqualTo("words");
    }

    /** A flood overruns the backlog before the client has taken any of it. */
    @Test
    void aViewOverrunBeforeItsFirstFrameStillStartsWithSubscribed() {
        connect(program);
        var viewer = view();
        program.prints("x".repeat(20_000));
        assertThat(viewer.take().frames).first().isInstanceOf(Frame.Subscribed.class);
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
        assertThat(stalled.take().frames).hasSizeLessThan((int) BOUND / 64 + 10);
        assertThat(stalled.owner).isEqualTo(Owner.OTHER);
    }

    /** For any frames taken before the connection broke, and any absence, the client ends on the terminal's screen. */
    @Property(tries = 300)
    void aReconnectingClientEndsOnTheRightScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var other = view();
        var client = view();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2 -> program.prints("\033[3%dmword %d 漢 ".formatted(count % 8, count++));
                case 3 -> program.prints("line\r\n".repeat(400));
                case 4 -> program.prints("\033[?1049h\033[2J\033[5;5H\033[6n");
                case 5 -> client.take();
                case 6 -> client.take(1);
                case 7 -> {
                    client.viewer.cancel();
                    client.views(terminal.frames(Window.OPEN, client.position()));
                }
                case 8 -> resize(other, 60 + count % 3, 20);
                default -> connect(new TestProgram(""));
            }
        }
        client.take();
        assertThat(client.emulator.painting()).isEqualTo(view().take().emulator.painting());
    }
}
