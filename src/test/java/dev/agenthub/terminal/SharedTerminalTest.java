package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TestProgram;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A terminal, its program and its recorder. */
class SharedTerminalTest extends TerminalFixture {

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
    void aNewProgramStartsOnACleanScreenWithDefaultModes() {
        connect(program);
        program.prints("\033[?1049h\033[?2004hold words");
        connect(new TestProgram(""));
        assertThat(terminal.screen().toText()).isBlank();
        assertThat(terminal.screen().alternate()).isFalse();
        assertThat(painting()).doesNotContain("\033[?2004h");
    }
}
