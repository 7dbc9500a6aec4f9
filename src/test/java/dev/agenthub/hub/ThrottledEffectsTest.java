package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Command.StartContainer;
import dev.agenthub.agent.Command.StopContainer;
import dev.agenthub.agent.Exit;
import dev.agenthub.agent.Run;
import dev.agenthub.hub.Effects.Result;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many agents started at the same time. */
class ThrottledEffectsTest {

    private static final Run RUN = new Run("c", Instant.EPOCH, true);

    private final List<UniEmitter<? super Result>> running = new ArrayList<>();
    private final List<AgentId> started = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Effects engine = (agent, command, watch) -> Uni.createFrom().emitter(emitter -> {
        started.add(agent);
        running.add(emitter);
    });
    private final ThrottledEffects throttled = new ThrottledEffects(engine, 8);

    private static AgentId agent(int number) {
        return new AgentId("a" + number);
    }

    private void run(int number, Command command) {
        throttled.run(agent(number), command, doing -> true).subscribe()
                .with(result -> outcomes.add(result.outcome()), failure -> outcomes.add(null));
    }

    @Test
    void startsRunInOrderUpToTheLimit() {
        for (var i = 0; i < 100; i++) {
            run(i, new StartContainer(1));
        }
        var most = 0;
        while (!running.isEmpty()) {
            most = Math.max(most, running.size());
            running.removeFirst().complete(new Result(new Running(1, RUN)));
        }
        assertThat(most).isEqualTo(8);
        assertThat(started).isEqualTo(IntStream.range(0, 100).mapToObj(ThrottledEffectsTest::agent).toList());
        assertThat(outcomes).hasSize(100).doesNotContainNull();
    }

    @Test
    void aFailedStartFreesItsSlot() {
        for (var i = 0; i < 9; i++) {
            run(i, new StartContainer(1));
        }
        running.removeFirst().fail(new IllegalStateException("no image"));
        assertThat(started).contains(agent(8));
    }

    @Test
    void aStopDoesNotWaitForStarts() {
        for (var i = 0; i < 20; i++) {
            run(i, new StartContainer(1));
        }
        run(50, new StopContainer(1, RUN, false));
        assertThat(started).contains(agent(50));
        running.getLast().complete(new Result(new Stopped(1, Exit.of(0))));
        assertThat(outcomes).containsExactly(new Stopped(1, Exit.of(0)));
    }
}
