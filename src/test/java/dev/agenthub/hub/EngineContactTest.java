package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentEvent.ContainerChanged;
import dev.agenthub.agent.AgentEvent.ContainerStarted;
import dev.agenthub.agent.AgentEvent.Observation;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineSign;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contact's reaction to polls and events of an engine that the test controls. */
class EngineContactTest {

    private final FakeEngine engine = new FakeEngine();
    private final List<String> calls = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final HubEvents events = new HubEvents(clock);
    private final EngineContact contact = new EngineContact(engine, events, clock);
    private final EngineContact.ContactListener listener = new EngineContact.ContactListener() {
        @Override
        public void connected() {
            calls.add("connected");
        }

        @Override
        public void disconnected() {
            calls.add("disconnected");
        }

        @Override
        public void observed(AgentId agent, Observation seen) {
            calls.add(agent + " " + seen);
        }

        @Override
        public void confirmationChanged() {
            calls.add("changed");
        }
    };

    private void connected() {
        contact.follow(listener);
        engine.events.emit(new EngineEvent.Connected("28.5"));
        contact.confirmed();
        calls.clear();
    }

    @Test
    void beforeTheFirstPollTheEngineIsNeitherReachableNorInOutage() {
        contact.follow(listener);
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
    void theEventsOfContainersAreObservationsOfTheirAgents() {
        connected();
        var qa = new AgentId("qa");
        engine.events.emit(new EngineEvent.Started(qa, "c1"));
        engine.events.emit(new EngineEvent.Died(qa, "c1", Exit.of(3)));
        engine.events.emit(new EngineEvent.Paused(qa, "c1", true));
        assertThat(calls).containsExactly("qa " + new ContainerStarted("c1"),
                "qa " + new ContainerChanged("c1", Exit.of(3)), "qa " + new ContainerChanged("c1", Exit.UNKNOWN));
    }

    @Test
    void anActionRunsOnceAfterTheNextPollEvenIfThatFails() {
        contact.follow(listener);
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
