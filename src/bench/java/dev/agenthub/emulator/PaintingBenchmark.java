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

/** Measures a painting of a full screen with its scrollback. Each viewer that joins or falls behind needs one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PaintingBenchmark {

    private static final String LINE = "\033[32msome output\033[m of a usual kind, as programs write it, "
            + "80 columns or less\r\n";

    /** Lines of scrollback, all full. */
    @Param({"0", "2000"})
    private int scrollback;

    private Emulator emulator;

    @Setup
    public void fill() {
        emulator = new Emulator(100, 30, scrollback);
        var lines = LINE.repeat(scrollback + 30).getBytes(StandardCharsets.UTF_8);
        emulator.feed(lines, 0, lines.length, new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                // no viewers
            }

            @Override
            public void reply(byte[] answer) {
                throw new IllegalStateException("The text contains no queries.");
            }
        });
    }

    @Benchmark
    public byte[] painting() {
        return emulator.painting();
    }
}
