package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** One terminal and its viewers, with a connection whose program says what the test says, chunk by chunk. */
class AgentTerminalTest {

    private static final long BOUND = 10_000;

    /** A program at the other end. */
    private static final class Program implements TerminalConnection {

        private final UnicastProcessor<byte[]> output = UnicastProcessor.create();
        private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
        private final List<String> sizes = new ArrayList<>();
        private final byte[] history;

        Program(String history) {
            this.history = history.getBytes(StandardCharsets.UTF_8);
        }

        void says(String text) {
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

    /** A viewer's own terminal. */
    private static final class Window {

        private Emulator emulator = new Emulator(100, 30, 2000);
        private final List<Frame> frames = new ArrayList<>();

        void take(Viewer viewer) {
            for (var next = viewer.next(); next.isPresent(); next = viewer.next()) {
                frames.add(next.get());
                switch (next.get()) {
                    case Frame.Output(var chunks) -> chunks.forEach(chunk ->
                            emulator.feed(chunk.data(), chunk.offset(), chunk.length(), nobody()));
                    case Frame.Resized(var size) -> emulator.resize(size.cols(), size.rows());
                    case Frame.Subscribed(var size) -> emulator.resize(size.cols(), size.rows());
                    case Frame.Gap(var bytes) -> assertThat(bytes).isPositive();
                }
            }
        }

        private static Emulator.Sink nobody() {
            return new Emulator.Sink() {
                @Override
                public void display(byte[] data, int offset, int length) {
                    // Nobody views the viewer.
                }

                @Override
                public void reply(byte[] answer) {
                    throw new AssertionError("A viewer was asked something.");
                }
            };
        }
    }

    private final AgentTerminal terminal = new AgentTerminal(new AgentId("qa"), 2000, BOUND, TerminalListener.NONE, Clock.systemUTC());
    private final Program program = new Program("");

    private void connect(Program to) {
        terminal.connect(to, () -> { });
    }

    private static Runnable asleep() {
        return () -> { };
    }

    @Test
    void whatIsTypedReachesTheProgramAndItsEchoTheViewers() {
        connect(program);
        var viewer = terminal.view(asleep());
        assertThat(terminal.type("hi".getBytes(StandardCharsets.UTF_8), Optional.of(viewer))).isTrue();
        program.says("hi");
        var window = new Window();
        window.take(viewer);
        assertThat(program.typed.toString(StandardCharsets.UTF_8)).isEqualTo("hi");
        assertThat(window.emulator.text().getFirst()).isEqualTo("hi");
    }

    @Test
    void nothingIsTypedWhereNothingRuns() {
        assertThat(terminal.type(new byte[] {'x'}, Optional.empty())).isFalse();
    }

    @Test
    void aQuestionIsAnsweredOnceWhateverViewersThereAre() {
        connect(program);
        var one = terminal.view(asleep());
        var two = terminal.view(asleep());
        program.says("\033[6n");
        new Window().take(one);
        new Window().take(two);
        assertThat(program.typed.toString(StandardCharsets.UTF_8)).isEqualTo("\033[1;1R");
    }

    @Test
    void aQuestionOfThePastIsNotAnsweredAgain() {
        var adopted = new Program("before\033[6n");
        connect(adopted);
        assertThat(adopted.typed.size()).isZero();
        assertThat(terminal.screen().toText()).contains("before");
    }

    @Test
    void aProgramThatIsTakenUpAgainIsMadeToRedraw() {
        var adopted = new Program("before");
        connect(adopted);
        assertThat(adopted.sizes).containsExactly("100x29", "100x30");
    }

    @Test
    void aProgramWhoseConnectionBrokeIsNotShownTwice() {
        connect(program);
        program.says("said once\r\n");
        connect(new Program("said once\r\n"));
        assertThat(new String(terminal.snapshot(), StandardCharsets.UTF_8).split("said once", -1)).hasSize(2);
    }

    @Test
    void manySmallPiecesCountForWhatTheyTakeUp() {
        connect(program);
        var slow = terminal.view(asleep());
        for (var i = 0; i < 1000; i++) {
            program.says("x");
        }
        var window = new Window();
        window.take(slow);
        assertThat(window.frames).anyMatch(frame -> frame instanceof Frame.Gap);
    }

    @Test
    void aNewProgramBeginsOnACleanScreenAndTheOldOneIsInTheScrollback() {
        connect(program);
        program.says("\033[?1049h\033[?2004hold words");
        connect(new Program(""));
        assertThat(terminal.screen().toText()).isBlank();
        assertThat(terminal.screen().alternate()).isFalse();
        assertThat(new String(terminal.snapshot(), StandardCharsets.UTF_8)).doesNotContain("\033[?2004h");
    }

    @Test
    void aSlowViewerIsToldOfTheGapAndEndsOnTheRightScreen() {
        connect(program);
        var slow = terminal.view(asleep());
        var quick = terminal.view(asleep());
        var quickWindow = new Window();
        for (var i = 0; i < 2000; i++) {
            program.says("line " + i + "\r\n");
            quickWindow.take(quick);
        }
        var slowWindow = new Window();
        slowWindow.take(slow);
        assertThat(slowWindow.frames).anyMatch(frame -> frame instanceof Frame.Gap);
        assertThat(quickWindow.frames).noneMatch(frame -> frame instanceof Frame.Gap);
        assertThat(slowWindow.emulator.text()).isEqualTo(quickWindow.emulator.text());
        assertThat(slowWindow.emulator.scrollback()).isEqualTo(quickWindow.emulator.scrollback());
    }

    /** Whenever viewers come, however slow they are, and whoever resizes: all end on the terminal's screen. */
    @Property(tries = 200)
    void allViewersEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> story) {
        connect(program);
        var early = terminal.view(asleep());
        var earlyWindow = new Window();
        var count = 0;
        for (var deed : story) {
            switch (deed) {
                case 0, 1, 2, 3 -> program.says("\033[3%dmword %d 漢 ".formatted(deed, count++));
                case 4 -> program.says("line\r\n".repeat(500));
                case 5 -> program.says("\033[2J\033[H");
                case 6 -> earlyWindow.take(early);
                case 7 -> terminal.resize(new Size(80, 24), early);
                case 8 -> terminal.resize(new Size(120, 40), early);
                default -> program.says("é".repeat(50));
            }
        }
        var late = terminal.view(asleep());
        var lateWindow = new Window();
        earlyWindow.take(early);
        lateWindow.take(late);
        assertThat(earlyWindow.emulator.text()).isEqualTo(terminal.screen().lines().stream().map(line -> line.text()).toList());
        assertThat(lateWindow.emulator.text()).isEqualTo(earlyWindow.emulator.text());
    }

    @Test
    void outputIsJoinedForAViewerThatWasBusy() {
        connect(program);
        var viewer = terminal.view(asleep());
        new Window().take(viewer);
        for (var i = 0; i < 50; i++) {
            program.says("x");
        }
        assertThat(viewer.next()).get().isInstanceOfSatisfying(Frame.Output.class, output -> assertThat(output.chunks()).hasSize(50));
        assertThat(viewer.next()).isEmpty();
    }
}
