package dev.agenthub.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.TestProgram;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.terminal.Frame;
import dev.agenthub.terminal.Window;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How one client's views, events and answers share its connection. The test says when a write is done. */
class WriteQueueTest {

    private static final AgentId BUSY = new AgentId("busy");
    private static final AgentId CALM = new AgentId("calm");

    private final AgentTerminals terminals = new AgentTerminals(List.of(BUSY, CALM), 100, 64 * 1024,
            agent -> run -> { }, new TestClock());
    private final WriteQueue queue = new WriteQueue(3);
    private final List<String> written = new ArrayList<>();
    private Optional<UniEmitter<? super Void>> pending = Optional.empty();

    private Supplier<Uni<Void>> write(String text) {
        return () -> Uni.createFrom().emitter(emitter -> {
            written.add(text);
            pending = Optional.of(emitter);
        });
    }

    private void connectClient() {
        queue.onItem().transformToUniAndConcatenate(Supplier::get).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    /** Completes writes until this many have started. */
    private List<String> written(int count) {
        for (var begun = written.size(); begun < count; begun++) {
            pending.orElseThrow().complete(null);
        }
        return written;
    }

    private TestProgram view(AgentId agent) {
        var program = new TestProgram("");
        terminals.all().get(agent).connect(program, () -> { });
        queue.addAll(terminals.viewed(agent).orElseThrow().frames(Window.OPEN, Optional.empty())
                .map(frame -> write(agent + " " + (frame instanceof Frame.Output(var chunk) ? chunk.toString() : ""))))
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        return program;
    }

    @Test
    void theEchoOfOneAgentIsNotDelayedByTheFloodOfAnother() {
        connectClient();
        var busy = view(BUSY);
        var calm = view(CALM);
        assertThat(written(4)).containsExactlyInAnyOrder("busy ", "busy ", "calm ", "calm ");
        for (var i = 0; i < 100; i++) {
            busy.prints("y".repeat(60_000));
        }
        calm.prints("echo");
        assertThat(written(6).subList(4, 6)).contains("calm echo");
    }

    @Test
    void anIdleClientGetsAFrameImmediately() {
        connectClient();
        var calm = view(CALM);
        written(2);
        pending.orElseThrow().complete(null);
        calm.prints("echo");
        assertThat(written).containsExactly("calm ", "calm ", "calm echo");
    }

    @Test
    void streamsAndSingleWritesTakeTurns() {
        queue.addAll(Multi.createFrom().items("a1", "a2").map(this::write)).subscribe().with(nothing -> { });
        queue.addAll(Multi.createFrom().items("b1", "b2").map(this::write)).subscribe().with(nothing -> { });
        queue.offer(write("event"));
        connectClient();
        assertThat(written(5)).containsExactly("a1", "b1", "event", "a2", "b2");
    }

    @Test
    void theQueueIsBoundedAndEachStreamTakesOnePlace() {
        queue.addAll(Multi.createFrom().items("a1", "a2", "a3", "a4").map(this::write)).subscribe()
                .with(nothing -> { });
        assertThat(IntStream.range(0, 3).mapToObj(i -> queue.offer(write("event")))).containsExactly(true, true, false);
        queue.addAll(Multi.createFrom().items("b1").map(this::write)).subscribe()
                .withSubscriber(AssertSubscriber.create(1)).assertFailedWith(IllegalStateException.class);
    }
}
