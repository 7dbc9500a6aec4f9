package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineSign;
import dev.agenthub.engine.RunningContainer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the hub makes of signs of life and events. The engine says what the test wants. */
class EngineContactTest {

    /** Gives signs and events when the test says so. */
    private static final class ToldEngine implements ContainerEngine {

        private MultiEmitter<? super EngineSign> signs;
        private MultiEmitter<? super EngineEvent> events;
        private final AtomicInteger listenings = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public String address() {
            return "unix:///engine";
        }

        @Override
        public Multi<EngineEvent> events() {
            return Multi.createFrom().emitter(emitter -> {
                listenings.incrementAndGet();
                emitter.onTermination(ended::incrementAndGet);
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
        public Uni<RunningContainer> start(ContainerPlan plan) {
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
    }

    private final ToldEngine engine = new ToldEngine();
    private final List<String> told = new ArrayList<>();
    private final HubEvents events = new HubEvents(Clock.systemUTC());
    private final EngineContact contact = new EngineContact(engine, events, Clock.systemUTC(), new EngineContact.Listener() {
        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void away() {
            told.add("away");
        }

        @Override
        public void heard(EngineEvent event) {
            told.add("heard");
        }

        @Override
        public void contactChanged() {
            told.add("changed");
        }
    });

    private void connected() {
        contact.follow();
        engine.events.emit(new EngineEvent.Connected("28.5"));
        contact.confirmed();
        told.clear();
    }

    @Test
    void beforeItWasAskedAnEngineIsNeitherReachableNorAway() {
        contact.follow();
        assertThat(contact.health().reachable()).isFalse();
        assertThat(contact.away()).isEmpty();
        assertThat(contact.unconfirmedSince()).isEmpty();
    }

    @Test
    void aSilenceIsToldOnceAndTheOldEventsAreListenedToNoMore() {
        connected();
        var changes = new ArrayList<HubEvents.Numbered>();
        events.live().subscribe().with(changes::add);
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        assertThat(contact.away()).contains("it hangs");
        assertThat(contact.unconfirmedSince()).isPresent();
        assertThat(engine.ended).hasValue(1);
        assertThat(told).containsExactly("away", "changed", "away");
        assertThat(changes).singleElement().satisfies(change -> assertThat(change.event())
                .isEqualTo(new HubEvent.EngineChanged(false, "it hangs")));
    }

    @Test
    void anEngineThatAnswersAgainIsListenedToOverANewConnectionAndConfirmsOnceItHasSaidWhatRuns() {
        connected();
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        engine.signs.emit(new EngineSign.Alive());
        assertThat(engine.listenings).hasValue(2);
        assertThat(contact.away()).isPresent();
        engine.events.emit(new EngineEvent.Connected("28.5"));
        assertThat(contact.away()).isEmpty();
        assertThat(contact.unconfirmedSince()).isPresent();
        contact.confirmed();
        assertThat(contact.unconfirmedSince()).isEmpty();
        assertThat(told).containsExactly("away", "changed", "connected", "changed");
    }

    @Test
    void aLateAnswerOfAnEngineThatIsSilentConfirmsNothing() {
        connected();
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        contact.confirmed();
        assertThat(contact.unconfirmedSince()).isPresent();
    }

    @Test
    void eventsThatEndByADefectAreListenedToAgain() {
        connected();
        engine.events.fail(new IllegalStateException("a defect"));
        engine.signs.emit(new EngineSign.Alive());
        assertThat(engine.listenings).hasValue(2);
    }

    @Test
    void theLoopThatAsksBeatsWithEachSignWhateverItSays() {
        contact.follow();
        var beats = new AtomicInteger();
        contact.atNextSign(beats::incrementAndGet);
        assertThat(beats).hasValue(0);
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        engine.signs.emit(new EngineSign.Silent("it hangs"));
        assertThat(beats).hasValue(1);
        contact.atNextSign(beats::incrementAndGet);
        engine.signs.emit(new EngineSign.Alive());
        assertThat(beats).hasValue(2);
    }
}
