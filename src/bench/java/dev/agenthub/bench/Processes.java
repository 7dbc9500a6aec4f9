package dev.agenthub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Resource usage of processes and their descendants, from {@code /proc}. */
record Processes(List<ProcessHandle> roots) {

    private Stream<ProcessHandle> all() {
        return roots.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .filter(ProcessHandle::isAlive);
    }

    /** {@return the CPU time of the live processes, with a resolution of 10 ms} */
    Duration cpu() {
        return all().flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** {@return proportional resident memory (PSS) in KiB} */
    long residentKiB() throws IOException {
        var sum = 0L;
        for (var process : all().toList()) {
            sum += resident(process.pid());
        }
        return sum;
    }

    private static long resident(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (NoSuchFileException e) {
            return 0; // ended in the meantime
        }
    }
}
