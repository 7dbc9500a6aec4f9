package dev.agenthub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Measures the latency from a keystroke to its echo, one key at a time. */
final class Echo {

    private static final int PAUSE_MICROS = 4000;

    /** By then a concurrent flood is running, the code is compiled, and any flood limiter has noticed the typing. */
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private Echo() {
    }

    /** {@return the sorted times of {@code keys} keystrokes in microseconds, after one second of warm-up} */
    static double[] measure(Viewer viewer, int keys) throws IOException, InterruptedException {
        var begin = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < begin) {
            pressAfterPause(viewer);
        }
        var times = new double[keys];
        for (var i = 0; i < keys; i++) {
            times[i] = pressAfterPause(viewer);
        }
        Arrays.sort(times);
        return times;
    }

    /** Pauses for a random time, so that keystrokes are not in step with any timer. */
    private static double pressAfterPause(Viewer viewer) throws IOException, InterruptedException {
        var random = ThreadLocalRandom.current();
        Thread.sleep(Duration.ofNanos(1000L * random.nextInt(PAUSE_MICROS)));
        return press(viewer, (char) ('a' + random.nextInt(26)));
    }

    private static double press(Viewer viewer, char key) throws IOException {
        var seen = new boolean[1];
        var begun = System.nanoTime();
        viewer.type(String.valueOf(key));
        while (!seen[0]) {
            var open = viewer.read((data, offset, length) -> {
                if (length != 1 || data[offset] != key) {
                    throw new IllegalStateException("'%c' was typed, but the echo is: %s".formatted(key,
                            new String(data, offset, length, StandardCharsets.ISO_8859_1)));
                }
                seen[0] = true;
            });
            if (!open) {
                throw new IOException("The terminal ended.");
            }
        }
        return (System.nanoTime() - begun) / 1e3;
    }
}
