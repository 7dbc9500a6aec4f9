package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.TestClock;
import dev.agenthub.recording.PendingEntries.Entry.Ended;
import dev.agenthub.recording.PendingEntries.Entry.Typed;
import dev.agenthub.terminal.Frame;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Unwritten entries are bounded by the demand for frames. */
class PendingEntriesTest {

    private static final Frame FRAME = new Frame.Gap(1, 2, 3);
    private static final int MOST = PendingEntries.BOUND / FRAME.cost() + 1;

    private final PendingEntries pending = new PendingEntries(new TestClock());

    @Test
    void noFrameIsRequestedWhileTheEntriesAreFull() throws Exception {
        var sent = new AtomicInteger();
        Multi.createFrom().range(0, 2 * MOST).invoke(sent::incrementAndGet).map(number -> FRAME).subscribe(pending);
        assertThat(sent).hasValue(MOST);
        assertThat(pending.take()).hasSize(MOST);
        assertThat(sent).hasValue(2 * MOST);
        assertThat(pending.take()).hasSize(MOST + 1).last().isInstanceOf(Ended.class);
    }

    @Test
    void inputIsDroppedWhileTheEntriesAreFull() throws Exception {
        Multi.createFrom().range(0, 2 * MOST).map(number -> FRAME).subscribe(pending);
        pending.typed(new byte[] {'x'});
        assertThat(pending.take()).noneMatch(Typed.class::isInstance);
    }

    @Test
    void nothingIsAddedAfterTheEnd() throws Exception {
        pending.onSubscribe(Subscriptions.empty());
        pending.typed(new byte[] {'x'});
        pending.end();
        pending.typed(new byte[] {'y'});
        pending.onItem(FRAME);
        pending.awaitEnd(Duration.ofDays(1));
        assertThat(pending.take()).hasSize(2).last().isInstanceOf(Ended.class);
    }
}
