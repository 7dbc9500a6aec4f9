package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A flood of numbered lines to viewers, each read by a thread of its own. Closing it closes the viewers. */
final class Flood implements Closeable {

    /** So that no line of one flood can be taken for one of another. */
    private static final AtomicInteger NEXT_NUMBER = new AtomicInteger(1);

    private final List<Viewer> viewers = new ArrayList<>();
    private final List<NumberedLines> lines = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final int reading;
    private final int first;
    private final int last;
    private final boolean shared;

    /** @param stalled how many viewers there are besides, that never read */
    Flood(Contestant contestant, int reading, int stalled, int count) throws IOException, InterruptedException {
        this.reading = reading;
        this.shared = contestant.shared();
        this.first = NEXT_NUMBER.getAndAdd(count);
        this.last = first + count - 1;
        for (var i = 0; i < reading + stalled; i++) {
            viewers.add(contestant.open(Contestant.Program.FLOOD));
        }
    }

    /** Lets it loose. */
    Flood begin() throws IOException {
        for (var viewer : viewers.subList(0, reading)) {
            var its = new NumberedLines(first);
            lines.add(its);
            readers.add(Thread.ofPlatform().name("viewer").start(() -> read(viewer, its)));
        }
        for (var viewer : shared ? viewers.subList(0, 1) : viewers) {
            viewer.type(first + " " + last + "\r");
        }
        return this;
    }

    private static void read(Viewer viewer, NumberedLines lines) {
        try {
            while (!lines.ended() && viewer.read(lines)) {
                // all is done by then
            }
        } catch (SocketTimeoutException e) {
            System.err.println("A viewer got nothing for " + Patience.QUIET.toSeconds() + " s and gives up.");
        } catch (SocketException e) {
            // closed by us, before the end
        } catch (IOException e) {
            System.err.println("A viewer's connection broke: " + e.getMessage());
        }
    }

    /** Waits until every reading viewer has seen the end, or until none gets anything any more. */
    Flood await() throws InterruptedException {
        for (var reader : readers) {
            var before = -1.0;
            while (!reader.join(Patience.QUIET) && delivered() > before) {
                before = delivered();
            }
        }
        return this;
    }

    /** From the first line that anybody saw to the last word that anybody saw, or to now. */
    Duration took() {
        var begun = lines.stream().mapToLong(NumberedLines::begunAt).filter(at -> at != 0).min().orElse(System.nanoTime());
        var now = System.nanoTime();
        var ended = lines.stream().mapToLong(its -> its.ended() ? its.endedAt() : now).max().orElse(now);
        return Duration.ofNanos(ended - begun);
    }

    /** Megabytes of lines in order, of all viewers. */
    double delivered() {
        return lines.stream().mapToLong(NumberedLines::delivered).sum() / 1e6;
    }

    /** Megabytes a second, of all viewers. */
    double rate() {
        return delivered() / (took().toNanos() / 1e9);
    }

    /** Lines missing, doubled or out of order without a word. */
    long wrong() {
        return lines.stream().mapToLong(NumberedLines::wrong).sum();
    }

    /** The part of all lines that viewers were told they missed. */
    double leftOut() {
        var total = lines.stream().mapToLong(its -> its.leftOut() + its.delivered() / NumberedLines.LINE).sum();
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
