package dev.agenthub.emulator;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how fast one core feeds the emulator, for different kinds of output. An operation is one megabyte, in chunks
 * of the engine's size, so operations per second are MB/s. Allocated bytes per operation, divided by a million, are
 * bytes per byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EmulatorBenchmark {

    private static final int MEGABYTE = 1_000_000;
    private static final int CHUNK = 16 * 1024;

    /** The text that is fed repeatedly. */
    public enum Output {
        PLAIN("The quick brown fox jumps over the lazy dog, and again, until the line is done.\r\n"),
        PLAIN_WRAPPED("x".repeat(997)),
        DENSE_COLOUR("\033[1;32mok\033[0m \033[38;5;244msrc/\033[38;2;200;10;20mMain\033[m.java\033[K "
                + "\033[33m12\033[m\r\n"),
        UTF8("│ ├── e\u0301tude ──┤ ✓ \033[2m│\033[m\r\n"),
        CJK("漢字の端末は速いか遅いか\r\n"),
        FULL_SCREEN(fullScreen()),
        SCROLL_REGION("\033[5;20r\033[20;1H" + "a line that scrolls within margins\r\n".repeat(20)
                + "\033[r\033[30;1Hstatus\033[K");

        private final byte[] unit;

        Output(String unit) {
            this.unit = unit.getBytes(StandardCharsets.UTF_8);
        }

        /** Like an editor or a monitor: addresses each row, writes some text in reverse, erases the rest. */
        private static String fullScreen() {
            var text = new StringBuilder("\033[?25l");
            for (var row = 1; row <= 30; row++) {
                text.append("\033[%d;1H\033[7m%3d\033[27m some text in row %d\033[K\033[%d;60H\033[36m12.5%%\033[39m"
                        .formatted(row, row, row, row));
            }
            return text.append("\033[?25h").toString();
        }

        private byte[] chunk() {
            var times = CHUNK / unit.length;
            var all = new byte[times * unit.length];
            for (var i = 0; i < times; i++) {
                System.arraycopy(unit, 0, all, i * unit.length, unit.length);
            }
            return all;
        }
    }

    /** Consumes the output so that the work is not optimized away. */
    private static final class Counter implements Emulator.Sink {
        private long bytes;

        @Override
        public void display(byte[] data, int offset, int length) {
            bytes += length;
        }

        @Override
        public void reply(byte[] answer) {
            bytes += answer.length;
        }
    }

    @Param
    private Output output;

    private final Counter counter = new Counter();
    private Emulator emulator;
    private byte[] chunk;

    /** Creates a terminal of the default size with full scrollback. */
    @Setup
    public void fill() {
        emulator = new Emulator(100, 30, 2000);
        chunk = output.chunk();
        feed();
    }

    @Benchmark
    public long feed() {
        for (var fed = 0; fed < MEGABYTE; fed += chunk.length) {
            emulator.feed(chunk, 0, Math.min(chunk.length, MEGABYTE - fed), counter);
        }
        return counter.bytes;
    }
}
