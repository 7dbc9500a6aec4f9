package dev.agenthub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** How long it takes until a key that is pressed is seen: one byte typed at a time, and its echo awaited. */
final class Echo {

    private static final int PAUSE_MICROS = 4000;

    private Echo() {
    }

    /** Times of so many keys in microseconds, sorted; a tenth more are pressed before, to warm up. */
    static double[] measure(Viewer viewer, int keys) throws IOException, InterruptedException {
        var times = new double[keys];
        for (var i = -keys / 10; i < keys; i++) {
            // As a person does, not in step with any timer.
            Thread.sleep(Duration.ofNanos(1000L * ThreadLocalRandom.current().nextInt(PAUSE_MICROS)));
            var micros = press(viewer, (char) ('a' + Math.floorMod(i, 26)));
            if (i >= 0) {
                times[i] = micros;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private static double press(Viewer viewer, char key) throws IOException {
        var seen = new boolean[1];
        var begun = System.nanoTime();
        viewer.type(String.valueOf(key));
        while (!seen[0]) {
            var open = viewer.read((data, offset, length) -> {
                if (length != 1 || data[offset] != key) {
                    throw new IllegalStateException("'%c' was typed, and the echo is: %s".formatted(key,
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
