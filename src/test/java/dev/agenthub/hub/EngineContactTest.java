package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineNeeds;
import dev.agenthub.engine.EngineSign;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.StartWatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contact's reaction to polls and events of an engine that the test controls. */
class EngineContactTest {

    /** Emits signs and events when the test says so. */
    private static final class FakeEngine implements ContainerEngine {

        private MultiEmitter<? super EngineSign> signs;
        private MultiEmitter<? super EngineEvent> events;
        private final AtomicInteger subscriptions = new AtomicInteger();
        private final AtomicInteger terminations = new AtomicInteger();

        @Override
        public String address() {
            return "unix:///engine";
        }

        @Override
        public Multi<EngineEvent> events() {
            return Multi.createFrom().emitter(emitter -> {
                subscriptions.incrementAndGet();
                emitter.onTermination(terminations::incrementAndGet);
                events = emitter;
            });
        }

        @Override
        public Multi<EngineSign> signs() {
            return Multi.createFrom().emitter(emitter -> signs = emitter);
        }

        @Override
        public Uni<List<EngineContainer>> list() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<RunningContainer> start(ContainerPlan plan, StartLimits limits, StartWatch watch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<RunningContainer> adopt(EngineContainer container) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Exit> stop(String containerId, Duration grace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<EngineContainer> inspect(String containerId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<EngineFinding>> examine(EngineNeeds needs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
        }
    }

    private final FakeEngine engine = new FakeEngine();
    private final List<String> calls = new ArrayList<>();
    private final HubEvents events = new HubEvents(Clock.systemUTC());
    private final EngineContact contact = new EngineContact(engine, events, Clock.systemUTC(), new EngineContact.Listener() {
        @Override
        public void connected() {
            calls.add("connected");
        }

        @Override
        public void disconnected() {
            calls.add("disconnected");
        }

        @Override
        public void received(EngineEvent event) {
            calls.add("received");
        }

        @Override
        public void confirmationChanged() {
            calls.add("changed");
        }
    });

    private void connected() {
        contact.follow();
        engine.events.emit(new EngineEvent.Connected("28.5"));
        contact.confirmed();
        calls.clear();
    }

    @Test
    void beforeTheFirstPollTheEngineIsNeitherReachableNorInOutage() {
        contact.follow();
        assertThat(contact.health().reachable()).isFalse();
        assertThat(contact.outage()).isEmpty();
        assertThat(contact.unconfirmedSince()).isEmpty();
    }

    @Test
    void anOutageIsReportedOnceAndEndsTheEventSubscription() {
        connected();
        var changes = new ArrayList<HubEvents.Numbered>();
        events.live().subscribe().with(changes::add);
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        assertThat(contact.outage()).contains("it hangs");
        assertThat(contact.unconfirmedSince()).isPresent();
        assertThat(engine.terminations).hasValue(1);
        assertThat(calls).containsExactly("disconnected", "changed", "disconnected");
        assertThat(changes).singleElement().satisfies(change -> assertThat(change.event())
                .isEqualTo(new HubEvent.EngineChanged(false, "it hangs")));
    }

    @Test
    void anEngineThatAnswersAgainIsSubscribedAgainAndConfirmsOnceItHasListedItsContainers() {
        connected();
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        engine.signs.emit(new EngineSign.Alive());
        assertThat(engine.subscriptions).hasValue(2);
        assertThat(contact.outage()).isPresent();
        engine.events.emit(new EngineEvent.Connected("28.5"));
        assertThat(contact.outage()).isEmpty();
        assertThat(contact.unconfirmedSince()).isPresent();
        contact.confirmed();
        assertThat(contact.unconfirmedSince()).isEmpty();
        assertThat(calls).containsExactly("disconnected", "changed", "connected", "changed");
    }

    @Test
    void aLateListDuringAnOutageConfirmsNothing() {
        connected();
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        contact.confirmed();
        assertThat(contact.unconfirmedSince()).isPresent();
    }

    @Test
    void aFailedEventStreamIsSubscribedAgain() {
        connected();
        engine.events.fail(new IllegalStateException("a defect"));
        engine.signs.emit(new EngineSign.Alive());
        assertThat(engine.subscriptions).hasValue(2);
    }

    @Test
    void anActionRunsOnceAfterTheNextPollWhateverItsResult() {
        contact.follow();
        var runs = new AtomicInteger();
        contact.atNextSign(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        assertThat(runs).hasValue(1);
        contact.atNextSign(runs::incrementAndGet);
        engine.signs.emit(new EngineSign.Alive());
        assertThat(runs).hasValue(2);
    }
}
