package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.recording.Cast.Code;
import dev.agenthub.recording.Playback.Event;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events and their times. */
class CastTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.006Z");

    private final Cast cast;

    CastTest() throws IOException {
        cast = new Cast();
    }

    @BeforeEach
    void begin() throws IOException {
        cast.header(START, new Size(80, 24), "qa");
    }

    private static Chunk chunk(long millis, String text) {
        return new Chunk(text.getBytes(StandardCharsets.UTF_8), START.plusMillis(millis));
    }

    private List<Event> events() throws IOException {
        return Playback.of(StandardCharsets.UTF_8.decode(cast.lines()).toString()).events;
    }

    @Test
    void outputWithinAFrameOfVideoIsOneEventWithTheTimeOfItsFirst() throws IOException {
        cast.output(chunk(0, "a"));
        cast.output(chunk(16, "b"));
        cast.output(chunk(17, "c"));
        cast.output(chunk(40, "d"));
        assertThat(events()).containsExactly(new Event(0, "o", "ab"), new Event(0.017, "o", "c"),
                new Event(0.023, "o", "d"));
    }

    @Test
    void aPaintingIsAnEventOfItsOwnAndEventsStayInOrder() throws IOException {
        cast.output(chunk(1, "before"));
        cast.painting(chunk(2, "painting"));
        cast.output(chunk(3, "after"));
        cast.event(START.plusMillis(4), Code.INPUT, "\177");
        assertThat(events()).containsExactly(new Event(0.001, "o", "before"), new Event(0.001, "o", "painting"),
                new Event(0.001, "o", "after"), new Event(0.001, "i", "\177"));
    }

    @Test
    void aLongEventIsSplit() throws IOException {
        cast.output(chunk(0, "x".repeat(40_000)));
        cast.output(chunk(1, "y".repeat(40_000)));
        assertThat(events()).hasSize(2);
    }

    @Test
    void aClockSetBackGivesNoNegativeInterval() throws IOException {
        cast.event(START.minusSeconds(60), Code.MARKER, "early");
        assertThat(events()).containsExactly(new Event(0, "m", "early"));
    }
}
