package dev.agenthub.page;

import java.util.Locale;
import java.util.Map;

/** The scripts that measure a page, and the formatting of their results. */
final class PageFigures {

    /** Runs before the page's own scripts and counts its WebSocket traffic. */
    static final String COUNTERS = """
            window.counted = { frames: 0, bytes: 0, viewed: new Set() };
            window.WebSocket = class extends WebSocket {
              constructor(...all) {
                super(...all);
                this.addEventListener('message', ({ data }) => {
                  counted.frames += 1;
                  counted.bytes += data.byteLength ?? data.length;
                });
              }
              send(data) {
                const { type, agent_id } = JSON.parse(data);
                if (type === 'subscribe') counted.viewed.add(agent_id);
                if (type === 'unsubscribe') counted.viewed.delete(agent_id);
                super.send(data);
              }
            };
            """;

    /** Milliseconds from the navigation to the first paint; undefined before it. */
    static final String FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime";

    /** Starts the observation of frames and long tasks (over 50 ms). */
    static final String BEGIN = """
            () => {
              const { frames, bytes } = window.counted ?? { frames: 0, bytes: 0 };
              const watch = { began: performance.now(), last: performance.now(), gaps: [], long: [], frames, bytes,
                      on: true };
              const frame = (now) => {
                watch.gaps.push(now - watch.last);
                watch.last = now;
                if (watch.on) requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
              watch.observer = new PerformanceObserver((list) => watch.long.push(...list.getEntries()
                      .map((one) => one.duration)));
              watch.observer.observe({ entryTypes: ['longtask'] });
              window.watch = watch;
            }
            """;

    static final String END = """
            () => {
              const { began, gaps, long, frames, bytes, observer } = watch;
              watch.on = false;
              observer.disconnect();
              const seconds = (performance.now() - began) / 1000;
              const counts = window.counted ?? { frames, bytes, viewed: new Set() };
              gaps.sort((a, b) => a - b);
              return {
                seconds, fps: gaps.length / seconds, p99: gaps[Math.floor(gaps.length * 0.99)], longest: gaps.at(-1),
                long: long.length, longMs: long.reduce((a, b) => a + b, 0),
                frames: (counts.frames - frames) / seconds, bytes: (counts.bytes - bytes) / seconds,
                viewed: counts.viewed.size,
              };
            }
            """;

    static final String HEADING = """
            | | frames/s | 99% of frames within, ms | slowest, ms | long tasks | total, ms | main thread busy | \
            messages/s | kB/s | terminals streamed | heap, MB |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|""";

    private PageFigures() {
    }

    /**
     * {@return a row of the table}
     *
     * @param figures the result of {@link #END}
     * @param before Chromium's metrics before the phase, in seconds; {@code after} those after it
     * @param heap bytes in use after a garbage collection
     */
    static String row(String phase, Map<?, ?> figures, Map<String, Double> before, Map<String, Double> after,
            double heap) {
        var busy = (after.get("TaskDuration") - before.get("TaskDuration")) / number(figures, "seconds") * 100;
        return String.format(Locale.ROOT,
                "| %s | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f%% | %.1f | %.1f | %.0f | %.1f |", phase,
                number(figures, "fps"), number(figures, "p99"), number(figures, "longest"), number(figures, "long"),
                number(figures, "longMs"), busy,
                number(figures, "frames"), number(figures, "bytes") / 1000, number(figures, "viewed"), heap / 1e6);
    }

    private static double number(Map<?, ?> figures, String name) {
        return ((Number) figures.get(name)).doubleValue();
    }
}
