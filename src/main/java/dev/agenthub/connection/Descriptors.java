package dev.agenthub.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Counts the file descriptors that this process may still open ({@code proc(5)}). */
final class Descriptors {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final String LINE = "Max open files";

    private Descriptors() {
    }

    /** The number left; empty if it is unknown or unlimited. Blocking. */
    static OptionalInt left() {
        try (var lines = Files.lines(LIMITS); var open = Files.list(OPEN)) {
            var limit = lines.filter(line -> line.startsWith(LINE)).findFirst()
                    .map(line -> line.substring(LINE.length()).strip()).orElse("");
            var end = limit.indexOf(' ');
            return end > 0 && Character.isDigit(limit.charAt(0))
                    ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE,
                            Long.parseLong(limit, 0, end, 10) - open.count()))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
