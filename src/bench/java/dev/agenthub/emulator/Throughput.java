package dev.agenthub.emulator;

import java.nio.charset.StandardCharsets;

/** Measures how many megabytes a second one core feeds through the model. Compile beside the model and run {@code main}. */
final class Throughput {
    private static final int CHUNK = 16 * 1024;
    private static final int ROUNDS = 8;
    private static final int ROUND_BYTES = 64 * 1024 * 1024;

    private Throughput() {}

    public static void main(String[] args) {
        measure("plain ASCII, 80 of 100 columns", "The quick brown fox jumps over the lazy dog, and again, until the line is done.\r\n");
        measure("plain ASCII, wrapping", "x".repeat(997));
        measure("dense SGR", "\033[1;32mok\033[0m \033[38;5;244msrc/\033[38;2;200;10;20mMain\033[m.java\033[K \033[33m12\033[m\r\n");
        measure("full-screen repaint", "\033[H\033[2J" + "\033[7m line \033[27m some text here\033[K\033[1B\r".repeat(29));
        measure("CJK", "漢字の端末は速いか遅いか\r\n");
        measure("box drawing and marks", "│ ├── e\u0301tude ──┤ ✓ \033[2m│\033[m\r\n");
        memory();
    }

    private static void measure(String name, String unit) {
        byte[] once = unit.getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[once.length * (ROUND_BYTES / once.length)];
        for (int i = 0; i < data.length; i += once.length) {
            System.arraycopy(once, 0, data, i, once.length);
        }
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Emulator emulator = new Emulator(100, 30, 5000);
            Counter counter = new Counter();
            long start = System.nanoTime();
            for (int i = 0; i < data.length; i += CHUNK) {
                emulator.feed(data, i, Math.min(CHUNK, data.length - i), counter);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.max(best, data.length / seconds / 1e6);
        }
        System.out.printf("%-32s %7.0f MB/s%n", name, best);
    }

    private static void memory() {
        Emulator[] some = new Emulator[100];
        long before = used();
        for (int i = 0; i < some.length; i++) {
            some[i] = new Emulator(100, 30, 5000);
        }
        System.out.printf("idle model                       %7d KiB%n", (used() - before) / 1024 / some.length);
        byte[] line = "\033[32msome output\033[m of a usual kind, as programs write it, 80 columns or less\r\n".getBytes(StandardCharsets.UTF_8);
        for (Emulator emulator : some) {
            for (int i = 0; i < 1100; i++) {
                emulator.feed(line, 0, line.length, new Counter());
            }
        }
        System.out.printf("with 1000 lines of scrollback    %7d KiB%n", (used() - before) / 1024 / some.length);
        System.out.printf("snapshot of it                   %7d KiB%n", some[0].snapshot().length / 1024);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

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
}
