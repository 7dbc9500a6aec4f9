package dev.agenthub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What processes and their descendants use, by {@code /proc}. */
record Processes(List<ProcessHandle> roots) {

    private Stream<ProcessHandle> all() {
        return roots.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants())).filter(ProcessHandle::isAlive);
    }

    /** Processor time so far of those that live, in steps of 10 ms. */
    Duration cpu() {
        return all().flatMap(process -> process.info().totalCpuDuration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory in KiB, each shared page divided among those that share it. */
    long residentKiB() throws IOException {
        var sum = 0L;
        for (var process : all().toList()) {
            sum += resident(process.pid());
        }
        return sum;
    }

    private static long resident(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (NoSuchFileException e) {
            return 0; // ended meanwhile
        }
    }
}
