package dev.agenthub.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a program said while nobody was attached, read from the engine's log and joined with what the connection brings.
 *
 * <p>The engine logs whole lines (or 16 KiB without a line's end): what stands in a line that was not ended when the connection was
 * made (a prompt, say) is in neither of the two.
 *
 * <p>Engine API: {@code GET /containers/{id}/logs}, whose body is raw for a container with a TTY.
 */
final class ContainerLog {

    /** How much of what was said is kept. */
    static final int HISTORY_BYTES = 1024 * 1024;

    /** The engine counts lines; far more of them than a person scrolls back, so that it need not read its whole log. */
    private static final int HISTORY_LINES = 20_000;
    /** What a program can say while the log is read is bounded by the engine's own buffers, about 1 MiB each. */
    private static final int SEAM_BYTES = 8 * 1024 * 1024;
    private static final Duration BOUND = Duration.ofSeconds(30);
    /** What the log holds has left the engine already: it arrives at once or not at all. */
    private static final Duration ARRIVAL = Duration.ofMillis(150);

    private final EngineHttp http;

    ContainerLog(EngineHttp http) {
        this.http = http;
    }

    /** @param history said before {@code first}, which was read from the connection and not delivered yet */
    record Joined(byte[] history, byte[] first) {
    }

    /**
     * @param started of the container's current run; what earlier runs said is left out
     * @param before an instant by the engine's clock, shortly before {@code live} was connected. Only what the log got after
     *        it can be live as well, which keeps like lines from being taken for the same line.
     */
    Joined join(String id, Instant started, Instant before, HijackedConnection live) throws IOException {
        var said = read(id, "&since=" + seconds(started) + "&until=" + seconds(before) + "&tail=" + HISTORY_LINES, HISTORY_BYTES);
        var perhapsLive = read(id, "&since=" + seconds(before.plusNanos(1)), SEAM_BYTES);
        var arrived = arrived(perhapsLive, live);
        var doubled = Seam.overlap(perhapsLive, arrived);
        var all = new ByteArrayOutputStream(said.length + perhapsLive.length);
        all.writeBytes(said);
        all.writeBytes(perhapsLive);
        return new Joined(LogTail.last(all.toByteArray(), HISTORY_BYTES),
                Arrays.copyOfRange(arrived, doubled, arrived.length));
    }

    private static byte[] arrived(byte[] log, HijackedConnection live) throws IOException {
        var arrived = new ByteArrayOutputStream();
        var buffer = new byte[64 * 1024];
        while (arrived.size() < log.length && !Seam.settled(log, arrived.toByteArray())) {
            var count = live.read(buffer, ARRIVAL);
            if (count <= 0) {
                break;
            }
            arrived.write(buffer, 0, count);
        }
        return arrived.toByteArray();
    }

    private byte[] read(String id, String filter, int limit) throws IOException {
        try (var response = http.get("/containers/" + id + "/logs?stdout=1&stderr=1" + filter, BOUND);
                var deadline = new Deadline(BOUND, response)) {
            try {
                return LogTail.read(response.body(), limit);
            } catch (IOException e) {
                throw deadline.explain(e);
            }
        }
    }

    static String seconds(Instant instant) {
        return instant.getEpochSecond() + "." + String.format("%09d", instant.getNano());
    }
}
