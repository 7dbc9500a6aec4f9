package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.recording.Cast.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** For any output, the recording is valid JSON that plays to the screen of the terminal. */
class RecordingProperties {

    private static final Path PROGRAMS = Path.of("src/test/resources/recordings");

    @Provide
    Arbitrary<Path> programs() {
        try (var files = Files.list(PROGRAMS)) {
            return Arbitraries.of(files.sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void aRecordingPlaysToTheScreenOfTheTerminal(@ForAll("programs") Path program,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 6000) Integer> cuts,
            @ForAll @IntRange(min = 2, max = 120) int cols, @ForAll @IntRange(min = 2, max = 50) int rows,
            @ForAll @IntRange(min = 1, max = 20_000) int fileBytes) throws Exception {
        var folder = Files.createTempDirectory("recordings");
        try (var recorded = new RecordedTerminal(folder, new RecordingLimits(fileBytes, 1000, false))) {
            recorded.begin();
            var bytes = Files.readAllBytes(program);
            var from = 0;
            for (var i = 0; from < bytes.length; i++) {
                var to = Math.min(bytes.length, from + cuts.get(i % cuts.size()));
                recorded.prints(Arrays.copyOfRange(bytes, from, to));
                from = to;
                if (i == 2) {
                    recorded.resize(cols, rows);
                }
            }
            recorded.end();
            var last = Playback.of(recorded.files().getLast());
            assertThat(last.screen()).isEqualTo(recorded.screen());
            assertThat(last.all("m")).isEmpty();
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Property(tries = 500)
    void anyTextAndTimeSurviveARoundTrip(@ForAll String text,
            @ForAll @LongRange(min = 0, max = 100_000_000) long millis) throws IOException {
        var whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var start = Instant.parse("2026-01-02T03:04:05.006Z");
        var cast = new Cast();
        cast.header(start, new dev.agenthub.terminal.Size(100, 30), whole);
        cast.event(start.plusMillis(millis), Code.MARKER, whole);
        cast.event(start, Code.INPUT, new String(new byte[] {(byte) 0xFF, 'a'}, StandardCharsets.UTF_8));
        var played = Playback.of(StandardCharsets.UTF_8.decode(cast.lines()).toString());
        assertThat(played.header.get("title").asText()).isEqualTo(whole);
        assertThat(played.events).containsExactly(new Playback.Event(millis / 1000.0, "m", whole),
                new Playback.Event(0, "i", "\uFFFDa"));
    }
}
