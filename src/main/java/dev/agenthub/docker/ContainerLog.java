package dev.agenthub.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a program's earlier output from the engine's log and joins it with the live connection.
 *
 * <p>The engine logs whole lines (or 16 KiB without a line end). The beginning of a line that was incomplete when the
 * connection was made, such as a prompt, is therefore in neither.
 *
 * <p>Engine API: {@code GET /containers/{id}/logs}, whose body is raw for a container with a TTY.
 */
record ContainerLog(EngineApi api) {

    /** The most bytes of history that are kept. */
    static final int HISTORY_BYTES = 1024 * 1024;

    /** Limits how much of its log the engine reads; the API counts lines. */
    private static final int HISTORY_LINES = 20_000;
    /** Output during the read is bounded by the engine's own buffers, about 1 MiB each. */
    private static final int RECENT_BYTES = 8 * 1024 * 1024;
    /** Logged bytes have already been sent to the connection, so they arrive immediately or never. */
    private static final Duration ARRIVAL_TIMEOUT = Duration.ofMillis(150);
    /** An overlap of this length is no coincidence; a shorter one is accepted once the log has stopped growing. */
    private static final int CERTAIN_BYTES = 256;
    private static final int ATTEMPTS = 40;
    private static final Duration START_MARGIN = Duration.ofSeconds(1);
    private static final long POLL_INTERVAL_MILLIS = 50;

    /**
     * Returns the output before what {@code live} will deliver.
     *
     * @param since from {@link #beginning}; empty if there was no earlier run
     * @param before an instant by the engine's clock, shortly before {@code live} was connected. Only output logged
     *        after it can also be live, so earlier equal lines are not treated as duplicates.
     */
    byte[] join(String id, Optional<Instant> since, Instant before, HijackedConnection live)
            throws IOException, InterruptedException {
        // One byte more than is kept, so a cut can be detected.
        var earlier = read(id, since.map(start -> "&since=" + seconds(start)).orElse("") + "&until=" + seconds(before)
                + "&tail=" + HISTORY_LINES, HISTORY_BYTES + 1);
        var recent = read(id, "&since=" + seconds(before.plusNanos(1)), RECENT_BYTES);
        var overlapping = overlap(recent, live);
        // The log lags behind the connection by up to the engine's buffers, and catches up while we do not read.
        for (var attempt = 0; attempt < ATTEMPTS && overlapping < CERTAIN_BYTES; attempt++) {
            Thread.sleep(POLL_INTERVAL_MILLIS);
            var now = read(id, "&since=" + seconds(before.plusNanos(1)), RECENT_BYTES);
            var grew = now.length > recent.length;
            recent = now;
            overlapping = overlap(recent, live);
            if (!grew) {
                break;
            }
        }
        live.dropAhead(overlapping);
        var all = new ByteArrayOutputStream(earlier.length + recent.length);
        all.writeBytes(earlier);
        all.writeBytes(recent);
        return LogTail.lastLines(all.toByteArray(), HISTORY_BYTES);
    }

    /**
     * {@return the instant from which the log belongs to the current run} It lies between the two runs, because the
     * first output can precede the engine's start time, and the last can be logged after the end, by some milliseconds.
     */
    static Optional<Instant> beginning(InspectContainerResponse.ContainerState state) {
        var ended = Labels.time(state.getFinishedAt());
        var started = Labels.time(state.getStartedAt());
        if (ended.isEmpty() || started.isEmpty()) {
            return Optional.empty();
        }
        var half = Duration.between(ended.get(), started.get()).dividedBy(2);
        return Optional.of(started.get().minus(half.compareTo(START_MARGIN) < 0 ? half : START_MARGIN));
    }

    /** {@return how many of the live bytes the log contains} Waits for logged bytes that have not arrived yet. */
    private static int overlap(byte[] log, HijackedConnection live) throws IOException {
        while (live.ahead().length < log.length && !LogOverlap.settled(log, live.ahead())) {
            if (!live.readAhead(ARRIVAL_TIMEOUT)) {
                break;
            }
        }
        return LogOverlap.overlap(log, live.ahead());
    }

    private byte[] read(String id, String filter, int limit) throws IOException {
        try (var response = api.get("/containers/" + id + "/logs?stdout=1&stderr=1" + filter)) {
            return LogTail.read(response.body(), limit);
        }
    }

    static String seconds(Instant instant) {
        return instant.getEpochSecond() + "." + String.format("%09d", instant.getNano());
    }
}
