package dev.agenthub.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the hub's memory during a long flood, with one viewer that reads and one that never does. */
final class LongFlood {

    private static final int SAMPLES = 40;
    private static final int ENDLESS = 900_000_000;

    /** @param liveMiB live heap of a JVM, otherwise 0 */
    record Sample(double seconds, double residentMiB, double liveMiB, double deliveredMB) {
    }

    private final List<Sample> samples = new ArrayList<>();
    private long wrong;
    private double leftOut;

    /** Prints each sample as it is taken. */
    void run(Contestant hub, Duration length, Path report) throws IOException, InterruptedException {
        System.out.println("| s | resident MiB | live heap MiB | delivered MB |\n|--:|--:|--:|--:|");
        var begun = System.nanoTime();
        try (var flood = new Flood(hub, 1, 1, ENDLESS).begin()) {
            for (var i = 0; i <= SAMPLES; i++) {
                var due = length.toNanos() * i / SAMPLES - (System.nanoTime() - begun);
                Thread.sleep(Duration.ofNanos(Math.max(0, due)));
                sample(hub, flood, (System.nanoTime() - begun) / 1e9);
            }
            flood.interrupt();
            flood.await();
            wrong = flood.wrong();
            leftOut = flood.leftOut();
        }
        System.out.printf("%nThe reading viewer: %d wrong lines; %.1f %% of all lines were reported as missed.%n",
                wrong, leftOut * 100);
        Report.json(report, new Outcome(samples, wrong, leftOut));
    }

    private void sample(Contestant hub, Flood flood, double seconds) throws IOException {
        var live = Memory.liveBytes(hub.processes()).orElse(0) / 1048576.0;
        var sample = new Sample(seconds, new Processes(hub.processes()).residentKiB() / 1024.0,
                live, flood.delivered());
        samples.add(sample);
        System.out.printf("| %.0f | %.0f | %.1f | %.0f |%n", sample.seconds, sample.residentMiB, sample.liveMiB,
                sample.deliveredMB);
    }

    /** The content of the report. */
    record Outcome(List<Sample> samples, long wrongLines, double leftOut) {
    }
}
