package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.hub.HubEvent.InboxChanged;
import dev.agenthub.hub.HubEvents.Numbered;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HubEventsTest {

    private static final AgentId QA = new AgentId("qa");

    private final TestClock clock = new TestClock();
    private final HubEvents events = new HubEvents(clock);

    private void publish(int count) {
        for (var i = 0; i < count; i++) {
            events.publish(new InboxChanged(QA, i));
        }
    }

    @Test
    void aLiveReaderGetsNewEventsInOrder() {
        publish(3);
        var reader = events.live().subscribe().withSubscriber(AssertSubscriber.create(10));
        publish(2);
        assertThat(reader.getItems()).extracting(Numbered::event)
                .containsExactly(new InboxChanged(QA, 0), new InboxChanged(QA, 1));
    }

    @Test
    void aReconnectingReaderGetsTheMissedEvents() {
        var first = events.live().subscribe().withSubscriber(AssertSubscriber.create(10));
        publish(1);
        var seen = first.getItems().getLast().number();
        first.cancel();
        publish(3);

        var back = events.since(seen).subscribe().withSubscriber(AssertSubscriber.create(10));
        assertThat(back.getItems()).extracting(Numbered::number).containsExactly(seen + 1, seen + 2, seen + 3);
    }

    @Test
    void aReaderThatMissedMoreThanIsKeptGetsAMissedEvent() {
        publish(HubEvents.KEPT + 10);
        var back = events.since(1).subscribe().withSubscriber(AssertSubscriber.create(HubEvents.KEPT + 10));
        assertThat(back.getItems().getFirst().event()).isEqualTo(new HubEvent.Missed());
        assertThat(back.getItems()).hasSize(HubEvents.KEPT + 1);
    }

    @Test
    void aStalledReaderIsDroppedWithoutDelayingOthers() {
        var stalled = events.live().subscribe().withSubscriber(AssertSubscriber.create(0));
        var other = events.live().subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        publish(HubEvents.KEPT * 3);
        assertThat(other.getItems()).hasSize(HubEvents.KEPT * 3);
        assertThat(stalled.request(Long.MAX_VALUE).awaitFailure().getItems())
                .hasSizeLessThanOrEqualTo(HubEvents.KEPT * 2);
    }

    @Test
    void numbersGrowAcrossARestartOfTheHub() {
        publish(1);
        clock.advance(Duration.ofSeconds(1));
        var later = new HubEvents(clock);
        var reader = later.live().subscribe().withSubscriber(AssertSubscriber.create(1));
        var before = events.since(0).subscribe().withSubscriber(AssertSubscriber.create(2));
        later.publish(new InboxChanged(QA, 1));
        assertThat(reader.getItems().getFirst().number()).isGreaterThan(before.getItems().getLast().number());
    }
}
