package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Frames for a view: one for each request, in order and bounded. */
class TerminalFramesTest extends TerminalFixture {

    private static Chunk chunk(String text) {
        return new Chunk(text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
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
    void smallChunksCountWithTheirOverhead() {
        connect(program);
        var slow = view().take();
        for (var i = 0; i < 1000; i++) {
            program.prints("x");
        }
        assertThat(slow.take().frames).anyMatch(frame -> frame instanceof Frame.Gap);
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

    /** A flood overruns the backlog before the client has taken any of it. */
    @Test
    void aViewOverrunBeforeItsFirstFrameStillStartsWithSubscribed() {
        connect(program);
        var viewer = view();
        program.prints("x".repeat(20_000));
        assertThat(viewer.take().frames).first().isInstanceOf(Frame.Subscribed.class);
    }
}
