package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a flood of numbered lines to viewers, with one reader thread each. Closing it closes the viewers. */
final class Flood implements Closeable {

    /** Numbers are unique across floods, so their lines cannot be confused. */
    private static final AtomicInteger NEXT_NUMBER = new AtomicInteger(1);

    private final List<Viewer> viewers = new ArrayList<>();
    private final List<NumberedLines> lines = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final int reading;
    private final int first;
    private final int last;
    private final boolean shared;

    /** @param stalled the number of additional viewers that never read */
    Flood(Contestant contestant, int reading, int stalled, int count) throws IOException, InterruptedException {
        this.reading = reading;
        this.shared = contestant.shared();
        this.first = NEXT_NUMBER.getAndAdd(count);
        this.last = first + count - 1;
        for (var i = 0; i < reading + stalled; i++) {
            viewers.add(contestant.open(Contestant.Program.FLOOD));
        }
    }

    Flood begin() throws IOException {
        for (var viewer : viewers.subList(0, reading)) {
            var checker = new NumberedLines(first);
            lines.add(checker);
            readers.add(Thread.ofPlatform().name("viewer").start(() -> read(viewer, checker)));
        }
        for (var viewer : shared ? viewers.subList(0, 1) : viewers) {
            viewer.type(first + " " + last + "\r");
        }
        return this;
    }

    private static void read(Viewer viewer, NumberedLines lines) {
        try {
            while (!lines.ended() && viewer.read(lines)) {
                // read() delivers the output
            }
        } catch (SocketTimeoutException e) {
            System.err.println("A viewer received nothing for " + Timeouts.QUIET.toSeconds() + " s and gave up.");
        } catch (SocketException e) {
            // closed by close()
        } catch (IOException e) {
            System.err.println("A viewer's connection broke: " + e.getMessage());
        }
    }

    /** Waits until every reading viewer has received the end marker, or none receives any more output. */
    Flood await() throws InterruptedException {
        for (var reader : readers) {
            var before = -1.0;
            while (!reader.join(Timeouts.QUIET) && delivered() > before) {
                before = delivered();
            }
        }
        return this;
    }

    /** {@return the time from the first line at any viewer to the last end marker, or to now} */
    Duration duration() {
        var begun = lines.stream().mapToLong(NumberedLines::begunAt).filter(at -> at != 0).min()
                .orElse(System.nanoTime());
        var now = System.nanoTime();
        var ended = lines.stream().mapToLong(checker -> checker.ended() ? checker.endedAt() : now).max().orElse(now);
        return Duration.ofNanos(ended - begun);
    }

    /** {@return megabytes delivered in order to all viewers} */
    double delivered() {
        return lines.stream().mapToLong(NumberedLines::delivered).sum() / 1e6;
    }

    /** {@return megabytes per second to all viewers} */
    double rate() {
        return delivered() / (duration().toNanos() / 1e9);
    }

    /** {@return lines missing, duplicated or out of order without notice} */
    long wrong() {
        return lines.stream().mapToLong(NumberedLines::wrong).sum();
    }

    /** {@return the fraction of all lines that was reported as missed} */
    double leftOut() {
        var total = lines.stream()
                .mapToLong(checker -> checker.leftOut() + checker.delivered() / NumberedLines.LINE).sum();
        return total == 0 ? 0 : lines.stream().mapToLong(NumberedLines::leftOut).sum() / (double) total;
    }

    /** Presses Ctrl-C. */
    void interrupt() throws IOException {
        for (var viewer : shared ? viewers.subList(0, 1) : viewers) {
            viewer.type("\003");
        }
    }

    @Override
    public void close() throws IOException {
        for (var viewer : viewers) {
            viewer.close();
        }
    }
}
