package dev.agenthub.docker;

import static dev.agenthub.docker.EngineFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineEvent.Connected;
import dev.agenthub.engine.EngineEvent.Died;
import dev.agenthub.engine.EngineEvent.Disconnected;
import dev.agenthub.engine.EngineEvent.Paused;
import dev.agenthub.engine.EngineEvent.Started;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine's events about the hub's containers. */
@Timeout(120)
class EngineEventsIT {

    private static final AgentId QA = new AgentId("qa");

    @AutoClose
    final EngineFixture fixture = new EngineFixture();
    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();
    private Cancellable subscription = () -> { };

    @AfterEach
    void unsubscribe() {
        subscription.cancel();
    }

    @Test
    void startAndDeathAreReportedWithTheExitCode() {
        watch(fixture.engine);
        var id = fixture.start(fixture.plan("qa", "exit 9")).id();

        awaitEvent(new Died(QA, id, Exit.of(9)));
        assertThat(events).containsExactly(events.getFirst(), new Started(QA, id), new Died(QA, id, Exit.of(9)));
        assertThat(events.getFirst()).isInstanceOfSatisfying(Connected.class,
                first -> assertThat(first.version()).isNotBlank());
    }

    @Test
    void deathsThatTheHubDidNotCauseAreReported() {
        watch(fixture.engine);
        var killed = fixture.start(fixture.plan("qa", "sleep 1000")).id();
        fixture.docker.killContainerCmd(killed).exec();
        awaitEvent(new Died(QA, killed, Exit.of(137)));

        var removed = fixture.start(fixture.plan("bu", "sleep 1000")).id();
        fixture.docker.removeContainerCmd(removed).withForce(true).exec();
        awaitEvent(new Died(new AgentId("bu"), removed, Exit.of(137)));
    }

    @Test
    void pausingAndResumingAreReported() {
        watch(fixture.engine);
        var id = fixture.start(fixture.plan("qa", "sleep 1000")).id();
        fixture.docker.pauseContainerCmd(id).exec();
        awaitEvent(new Paused(QA, id, true));
        fixture.docker.unpauseContainerCmd(id).exec();
        awaitEvent(new Paused(QA, id, false));
    }

    @Test
    void anOutOfMemoryExitIsReportedAsSuch() {
        watch(fixture.engine);
        // At most three times the limit, so an engine without memory limits is not harmed.
        var id = fixture.start(fixture.plan("qa", "head -c 200m /dev/zero | tail -c 200m > /dev/null")).id();

        await().atMost(Duration.ofSeconds(60)).until(() -> events.stream().anyMatch(Died.class::isInstance));
        assertThat(((Died) events.getLast()).exit().outOfMemory()).isTrue();
        assertThat(get(fixture.engine.inspect(id)).exit().orElseThrow().outOfMemory()).isTrue();
    }

    @Test
    void eventsOfOtherProjectsAreIgnored() {
        try (var other = new EngineFixture()) {
            watch(fixture.engine);
            other.start(other.plan("qa", "exit 0"));
            var ours = fixture.start(fixture.plan("qa", "exit 0")).id();
            awaitEvent(new Died(QA, ours, Exit.of(0)));
            assertThat(events).hasSize(3);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOutageIsReportedOnceAndRecoveredFromAutomatically(@TempDir Path folder) throws IOException {
        try (var proxy = new CuttableProxy(folder); var engine = fixture.engine(proxy.host())) {
            watch(engine);
            proxy.cut();
            awaitKind(Disconnected.class, 1);
            var outage = (Disconnected) events.getLast();
            assertThat(outage.reason()).contains(engine.address()).contains("DOCKER_HOST");
            // Long enough for several more retries, none of which is reported.
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> events.size() == 2);

            proxy.restore();
            awaitKind(Connected.class, 2);
            var id = fixture.owned(get(EngineFixture.start(engine, fixture.plan("qa", "exit 1")))).id();
            awaitEvent(new Died(QA, id, Exit.of(1)));
        }
    }

    @Test
    void eventsRightAfterConnectedAreNotMissed() {
        for (var round = 0; round < 10; round++) {
            events.clear();
            var agent = "a" + round;
            var plan = fixture.plan(agent, "exit 2");
            subscription = fixture.engine.events().subscribe().with(events::add);
            awaitKind(Connected.class, 1);
            var id = fixture.start(plan).id();
            awaitEvent(new Died(new AgentId(agent), id, Exit.of(2)));
            subscription.cancel();
        }
    }

    private void watch(ContainerEngine engine) {
        subscription = engine.events().subscribe().with(events::add);
        awaitKind(Connected.class, 1);
    }

    private void awaitKind(Class<? extends EngineEvent> kind, int times) {
        await("event " + kind.getSimpleName()).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10))
                .until(() -> events.stream().filter(kind::isInstance).count() >= times);
    }

    private void awaitEvent(EngineEvent event) {
        await("event " + event).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10))
                .until(() -> events.contains(event));
    }
}
