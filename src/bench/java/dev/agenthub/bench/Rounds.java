package dev.agenthub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Runs the measurements one after the other, each for all contestants; their order rotates with each round. */
final class Rounds {

    /** The amount of measurement. */
    record Effort(int rounds, int keys, int lines) {

        static final Effort FULL = new Effort(5, 400, 500_000);
        static final Effort QUICK = new Effort(1, 200, 250_000);
    }

    /** A measurement that can be run alone. */
    enum Part {
        ECHO("echo"), LOADED("echo next to a flood"), ONE("throughput to 1"), TEN("throughput to 10"),
        FIFTY("throughput to 50"), STALLED("a stalled viewer among ten"), MEMORY("memory");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final int MANY_LINES = 50_000_000;

    private interface Measurement {
        void of(Contestant contestant) throws IOException, InterruptedException;
    }

    private final List<Contestant> contestants;
    private final Effort effort;
    private final Set<Part> parts;
    private final Results results;

    Rounds(List<Contestant> contestants, Effort effort, Set<Part> parts, Results results) {
        this.contestants = contestants;
        this.effort = effort;
        this.parts = parts;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        forAll("warming up", 0, contestant -> flood(contestant, 1));
        for (var round = 0; round < effort.rounds(); round++) {
            forPart(Part.ECHO, round, this::echo);
            forPart(Part.LOADED, round, this::echoDuringFlood);
            forPart(Part.ONE, round, c -> throughput(c, 1, Metric.RATE_1, Metric.CPU_1));
            forPart(Part.TEN, round, c -> throughput(c, 10, Metric.RATE_10, Metric.CPU_10));
            forPart(Part.FIFTY, round, c -> throughput(c, 50, Metric.RATE_50, Metric.CPU_50));
            forPart(Part.STALLED, round, this::stalled);
        }
    }

    private void forPart(Part part, int round, Measurement measurement) throws IOException, InterruptedException {
        if (parts.contains(part)) {
            forAll(part.words(), round, measurement);
        }
    }

    private void forAll(String what, int round, Measurement measurement) throws IOException, InterruptedException {
        var turn = new ArrayList<>(contestants);
        Collections.rotate(turn, round);
        for (var contestant : turn) {
            System.err.printf("round %d: %s, %s%n", round + 1, what, contestant.name());
            measurement.of(contestant);
        }
    }

    private void echo(Contestant contestant) throws IOException, InterruptedException {
        try (var viewer = contestant.open(Contestant.Program.ECHO)) {
            percentiles(contestant, Echo.measure(viewer, effort.keys()), Metric.ECHO_P50, Metric.ECHO_P99);
        }
    }

    private void echoDuringFlood(Contestant contestant) throws IOException, InterruptedException {
        try (var viewer = contestant.open(Contestant.Program.ECHO);
                var flood = new Flood(contestant, 1, 0, MANY_LINES).begin()) {
            percentiles(contestant, Echo.measure(viewer, effort.keys()), Metric.LOADED_P50, Metric.LOADED_P99);
            results.add(Metric.LOADED_RATE, contestant, flood.rate());
            flood.interrupt();
            flood.await();
        }
    }

    private void percentiles(Contestant contestant, double[] sorted, Metric median, Metric high) {
        results.add(median, contestant, sorted[sorted.length / 2]);
        results.add(high, contestant, sorted[sorted.length * 99 / 100]);
    }

    /** If each viewer has its own program, all programs together print twice as many lines as a shared one. */
    private int lines(Contestant contestant, int viewers) {
        return contestant.shared() || viewers == 1 ? effort.lines() : 2 * effort.lines() / viewers;
    }

    private Flood flood(Contestant contestant, int viewers) throws IOException, InterruptedException {
        try (var flood = new Flood(contestant, viewers, 0, lines(contestant, viewers))) {
            return flood.begin().await();
        }
    }

    private void throughput(Contestant contestant, int viewers, Metric rate, Metric cpu)
            throws IOException, InterruptedException {
        if (viewers > 1 && !contestant.servesMany()) {
            return;
        }
        try (var flood = new Flood(contestant, viewers, 0, lines(contestant, viewers))) {
            var processes = new Processes(contestant.processes());
            var before = processes.cpu();
            flood.begin().await();
            results.add(cpu, contestant, processes.cpu().minus(before).toMillis() / flood.delivered());
            results.add(rate, contestant, flood.rate());
            results.add(Metric.WRONG, contestant, flood.wrong());
            if (viewers == 50) {
                results.add(Metric.LEFT_OUT_50, contestant, flood.leftOut());
            }
        }
    }

    private void stalled(Contestant contestant) throws IOException, InterruptedException {
        if (!contestant.servesMany()) {
            return;
        }
        double all;
        try (var flood = new Flood(contestant, 10, 0, lines(contestant, 10))) {
            all = flood.begin().await().rate() * 9 / 10;
        }
        try (var flood = new Flood(contestant, 9, 1, lines(contestant, 10))) {
            var nine = flood.begin().await().rate();
            results.add(Metric.STALLED, contestant, nine / all);
            results.add(Metric.STALLED_MEMORY, contestant,
                    new Processes(contestant.processes()).residentKiB() / 1024.0);
            results.add(Metric.WRONG, contestant, flood.wrong());
        }
    }
}
