package dev.agenthub.bench;

/** The metrics, in the order of the report. */
enum Metric {
    ECHO_P50("echo, median", "µs", "≤ 1.1 × ttyd"),
    ECHO_P99("echo, 99th percentile", "µs", "≤ 1.5 × ttyd"),
    LOADED_P50("echo next to a flood, median", "µs", ""),
    LOADED_P99("echo next to a flood, 99th percentile", "µs", "≤ 2 × idle"),
    LOADED_RATE("rate of that flood at one viewer", "MB/s", ""),
    RATE_1("throughput, 1 viewer", "MB/s", "≥ ttyd, ≥ relay"),
    RATE_10("throughput, 10 viewers in total", "MB/s", ""),
    RATE_50("throughput, 50 viewers in total", "MB/s", "≥ 100"),
    CPU_1("CPU time per MB delivered, 1 viewer", "ms", ""),
    CPU_10("the same, 10 viewers", "ms", ""),
    CPU_50("the same, 50 viewers", "ms", ""),
    STALLED("rate of nine viewers if the tenth stalls, relative to if it reads", "", "≥ 0.95"),
    STALLED_MEMORY("memory after that", "MiB", ""),
    LEFT_OUT_50("fraction reported as missed, 50 viewers", "", ""),
    WRONG("lines missing, duplicated or out of order without notice", "", "0"),
    MEMORY("memory with one program", "MiB", ""),
    AGENT_MEMORY("memory per additional idle program", "KiB", ""),
    AGENT_HEAP("the same, live heap", "KiB", "< 1024"),
    VIEWER_MEMORY("memory per idle viewer", "KiB", ""),
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

    /** {@return the hub's target} */
    String target() {
        return target;
    }
}
