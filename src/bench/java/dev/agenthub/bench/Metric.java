package dev.agenthub.bench;

/** What is measured, in the order of the report. */
enum Metric {
    ECHO_P50("echo, median", "µs", "≤ 1.1 × ttyd"),
    ECHO_P99("echo, 99th percentile", "µs", "≤ 1.5 × ttyd"),
    BESIDE_P50("echo beside a flooding neighbour, median", "µs", ""),
    BESIDE_P99("echo beside a flooding neighbour, 99th percentile", "µs", "≤ 2 × idle"),
    BESIDE_RATE("what one viewer gets of that flood meanwhile", "MB/s", ""),
    RATE_1("throughput, 1 viewer", "MB/s", "≥ ttyd, ≥ relay"),
    RATE_10("throughput, 10 viewers in all", "MB/s", ""),
    RATE_50("throughput, 50 viewers in all", "MB/s", "≥ 100"),
    CPU_1("processor time for 1 MB delivered, 1 viewer", "ms", ""),
    CPU_10("the same, 10 viewers", "ms", ""),
    CPU_50("the same, 50 viewers", "ms", ""),
    STALLED("rate of nine beside a stalled viewer, to the same beside one that reads", "", "≥ 0.95"),
    STALLED_MEMORY("memory after that", "MiB", ""),
    LEFT_OUT_50("part that 50 viewers were told they missed", "", ""),
    WRONG("lines missing, doubled or out of order without a word", "", "0"),
    MEMORY("memory with one program", "MiB", ""),
    AGENT_MEMORY("memory for each more idle program", "KiB", ""),
    AGENT_HEAP("the same, live heap", "KiB", "< 1024"),
    VIEWER_MEMORY("memory for each idle viewer", "KiB", ""),
    VIEWER_HEAP("the same, live heap", "KiB", "< 64");

    private final String title;
    private final String unit;
    private final String target;

    Metric(String title, String unit, String target) {
        this.title = title;
        this.unit = unit;
        this.target = target;
    }

    String title() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }

    /** What the hub is to reach. */
    String target() {
        return target;
    }
}
