package dev.agenthub.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a program said while nobody was attached, read from the engine's log and joined with what the connection brings.
 *
 * <p>The engine logs whole lines (or 16 KiB without a line's end): what stands in a line that was not ended when the
 * connection was made (a prompt, say) is in neither of the two.
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
    /** So many bytes are not the same by chance; fewer are believed once the log has stopped growing. */
    private static final int CERTAIN_BYTES = 256;
    private static final int LOOKS = 40;
    private static final Duration EARLY = Duration.ofSeconds(1);
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final EngineHttp http;

    ContainerLog(EngineHttp http) {
        this.http = http;
    }

    /** @param history said before {@code first}, which was read from the connection and not delivered yet */
    record Joined(byte[] history, byte[] first) {
    }

    /**
     * @param since as {@link #beginning} tells it; empty where there was no earlier run
     * @param before an instant by the engine's clock, shortly before {@code live} was connected. Only what the log
     *        got after it can be live as well, which keeps like lines from being taken for the same line.
     */
    Joined join(String id, Optional<Instant> since, Instant before, HijackedConnection live) throws IOException, InterruptedException {
        // One byte more than is kept, so that a cut is seen as one.
        var said = read(id, since.map(start -> "&since=" + seconds(start)).orElse("") + "&until=" + seconds(before)
                + "&tail=" + HISTORY_LINES, HISTORY_BYTES + 1);
        var arrived = new ByteArrayOutputStream();
        var later = read(id, "&since=" + seconds(before.plusNanos(1)), SEAM_BYTES);
        var doubled = overlap(later, live, arrived);
        // The log lags behind the connection, by up to the engine's buffers; while this connection is not read it
        // catches up.
        for (var look = 0; look < LOOKS && doubled < CERTAIN_BYTES; look++) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            var now = read(id, "&since=" + seconds(before.plusNanos(1)), SEAM_BYTES);
            var grew = now.length > later.length;
            later = now;
            doubled = overlap(later, live, arrived);
            if (!grew) {
                break;
            }
        }
        var all = new ByteArrayOutputStream(said.length + later.length);
        all.writeBytes(said);
        all.writeBytes(later);
        var first = arrived.toByteArray();
        return new Joined(LogTail.lastLines(all.toByteArray(), HISTORY_BYTES), Arrays.copyOfRange(first, doubled, first.length));
    }

    /**
     * From when on the log is of the current run. A program can say something some milliseconds before the time at
     * which the engine says it was started, and the engine can log some milliseconds past an end, so it lies between
     * the two runs.
     */
    static Optional<Instant> beginning(InspectContainerResponse.ContainerState state) {
        var ended = Labels.time(state.getFinishedAt());
        var started = Labels.time(state.getStartedAt());
        if (ended.isEmpty() || started.isEmpty()) {
            return Optional.empty();
        }
        var half = Duration.between(ended.get(), started.get()).dividedBy(2);
        return Optional.of(started.get().minus(half.compareTo(EARLY) < 0 ? half : EARLY));
    }

    /** How many of the bytes that arrived the log holds; waits for those that must still be on their way. */
    private static int overlap(byte[] log, HijackedConnection live, ByteArrayOutputStream arrived) throws IOException {
        var buffer = new byte[64 * 1024];
        while (arrived.size() < log.length && !LogOverlap.settled(log, arrived.toByteArray())) {
            var count = live.read(buffer, ARRIVAL);
            if (count <= 0) {
                break;
            }
            arrived.write(buffer, 0, count);
        }
        return LogOverlap.overlap(log, arrived.toByteArray());
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
