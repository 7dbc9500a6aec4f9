package dev.agenthub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the machine and the compared versions. */
final class Conditions {

    private Conditions() {
    }

    static Map<String, String> describe(List<String> hub, String terminal, List<String> ttyd) throws IOException {
        var all = new LinkedHashMap<String, String>();
        all.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("machine", "%d processors, %s, %s %s".formatted(Runtime.getRuntime().availableProcessors(), model(),
                System.getProperty("os.name"), System.getProperty("os.version")));
        all.put("load before", Files.readString(Path.of("/proc/loadavg")).strip());
        all.put("Docker Engine", Shell.run("docker", "version", "--format", "{{.Server.Version}}"));
        all.put("Agent Hub", "%s, terminal=%s".formatted(hub.size() == 1 ? "native executable" : "jar on Java "
                + System.getProperty("java.vm.version"), terminal));
        if (!ttyd.isEmpty()) {
            all.put("ttyd", Shell.run(Stream.concat(ttyd.stream(), Stream.of("--version")).toList()));
        }
        all.put("Python", Shell.run("python3", "--version"));
        return all;
    }

    private static String model() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst().orElse(System.getProperty("os.arch"));
        }
    }
}
