package dev.agenthub.bench;

import dev.agenthub.bench.Rounds.Part;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark's command; {@code run.sh} prepares its environment. */
@Command(name = "src/bench/run.sh", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Compares the hub with ttyd, a simple relay and docker exec, on the engine at DOCKER_HOST.")
final class Bench implements Callable<Integer> {

    @Option(names = "--quick", description = "One shorter round: about two minutes instead of ten.")
    private boolean quick;

    @Option(names = "--rounds", description = "The number of rounds.")
    private Integer rounds;

    @Option(names = "--executable", description = "Measure this native executable instead of the jar.")
    private Path executable;

    @Option(names = "--before", paramLabel = "PATH",
            description = "Also measure this executable, for example that of the commit before.")
    private Path before;

    @Option(names = "--terminal", defaultValue = "attach",
            description = "The setting hub.terminal: attach (default) or exec.")
    private String terminal;

    @Option(names = "--without", split = ",", description = "Contestants to exclude: ttyd, relay, exec.")
    private List<String> without = List.of();

    @Option(names = "--only", split = ",", description = "Measure only: ${COMPLETION-CANDIDATES}.")
    private Set<Part> only = Set.of();

    @Option(names = "--flood", paramLabel = "MINUTES",
            description = "Measure only the hub's memory, during a flood of this duration.")
    private Integer flood;

    @Option(names = "--ttyd", split = "\n", hidden = true)
    private List<String> ttyd = List.of();

    private final Deque<Closeable> open = new ConcurrentLinkedDeque<>();
    private final String prefix = "bench-" + ProcessHandle.current().pid() + "-";
    private final Path folder = Files.createDirectories(Path.of("target/bench/"
            + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(Instant.now())))
            .toAbsolutePath();

    private Bench() throws IOException {
    }

    public static void main(String[] args) throws IOException {
        System.exit(new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Also cleans up after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll));
        var hub = owned(new HubUnderTest("Agent Hub", hubCommand(), terminal, prefix + "hub-", folder));
        if (flood != null) {
            new LongFlood().run(hub, Duration.ofMinutes(flood), folder.resolve("flood.json"));
        } else {
            compare(hub);
        }
        return 0;
    }

    private void closeAll() {
        for (var closeable = open.pollFirst(); closeable != null; closeable = open.pollFirst()) {
            try {
                closeable.close();
            } catch (IOException e) {
                System.err.println("Cleanup failed: " + e.getMessage());
            }
        }
    }

    private void compare(HubUnderTest hub) throws IOException, InterruptedException {
        var conditions = Conditions.describe(hubCommand(), terminal, wanted("ttyd") ? ttyd : List.of());
        var contestants = contestants(hub);
        var results = new Results();
        try {
            new Rounds(contestants, effort(), parts(), results).run();
            for (var contestant : parts().contains(Part.MEMORY) ? contestants : List.<Contestant>of()) {
                System.err.println("memory, " + contestant.name());
                Memory.measure(contestant, results);
            }
        } finally {
            report(new Report(conditions, contestants.stream().map(Contestant::name).toList(), results));
        }
    }

    /** Also called for an interrupted run; its results are valid so far. */
    private void report(Report report) throws IOException {
        report.write(folder.resolve("results.json"));
        Files.writeString(folder.resolve("results.md"), report.markdown());
        System.out.println(report.markdown());
        System.err.println("The values of each round: " + folder.resolve("results.json"));
    }

    private Rounds.Effort effort() {
        var effort = quick ? Rounds.Effort.QUICK : Rounds.Effort.FULL;
        return rounds == null ? effort : new Rounds.Effort(rounds, effort.keys(), effort.lines());
    }

    private Set<Part> parts() {
        return only.isEmpty() ? EnumSet.allOf(Part.class) : only;
    }

    private List<Contestant> contestants(HubUnderTest hub) throws IOException, InterruptedException {
        var containers = owned(new Containers(prefix));
        List<Contestant> all = new ArrayList<>(List.of(hub));
        if (before != null) {
            all.add(owned(new HubUnderTest("Agent Hub before", List.of(before.toAbsolutePath().toString()), terminal,
                    prefix + "before-", Files.createDirectories(folder.resolve("before")))));
        }
        if (wanted("ttyd")) {
            all.add(owned(new Ttyd(ttyd, containers.run("ttyd"), folder.resolve("ttyd.log"))));
        }
        if (wanted("relay")) {
            var engine = Path.of(URI.create(System.getenv("DOCKER_HOST")).getPath());
            all.add(owned(new Relay(Path.of("src/bench/relay.py"), engine, containers, folder.resolve("relay.log"))));
        }
        if (wanted("exec")) {
            all.add(owned(new DockerExec(containers.run("exec"))));
        }
        return all;
    }

    private <T extends Closeable> T owned(T closeable) {
        open.push(closeable);
        return closeable;
    }

    private boolean wanted(String contestant) {
        return !without.contains(contestant);
    }

    private List<String> hubCommand() {
        return executable != null ? List.of(executable.toAbsolutePath().toString())
                : List.of(System.getProperty("java.home") + "/bin/java", "-jar",
                        Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString());
    }
}
