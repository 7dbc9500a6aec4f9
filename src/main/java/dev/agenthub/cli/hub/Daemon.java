package dev.agenthub.cli.hub;

import dev.agenthub.cli.text.PlainText;
import dev.agenthub.home.HubPaths;
import dev.agenthub.home.RuntimeFile;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the hub in the background: the same executable in a session of its own, unaffected by Ctrl-C or the end of the
 * terminal. Its log is bounded. Other output, such as why it cannot start, goes to a file that each start overwrites.
 * The directory of both is private to the user.
 */
final class Daemon {

    /** The outcome of a start. */
    sealed interface StartOutcome {
        record Running(RuntimeFile hub) implements StartOutcome {
        }

        /** The hub exited; {@code output} is the end of its output. */
        record Exited(int exitCode, String output) implements StartOutcome {
        }

        /** The hub did not answer in time and was stopped. */
        record TimedOut() implements StartOutcome {
        }
    }

    static final String OPTION = "--daemon";

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final int MAX_OUTPUT_BYTES = 8192;
    private static final String MAX_LOG_SIZE = "10M";

    private final HubPaths paths;
    private final Path log;
    private final Path output;

    Daemon(HubPaths paths) {
        this.paths = paths;
        this.log = paths.stateDir().resolve("log/hub.log");
        this.output = paths.stateDir().resolve("log/hub.out");
    }

    Path log() {
        return log;
    }

    /**
     * Starts the hub and waits until it answers.
     *
     * @param waiting receives the elapsed time, several times a second
     */
    StartOutcome start(Duration timeout, Consumer<Duration> waiting) throws IOException, InterruptedException {
        makeFiles();
        var builder = new ProcessBuilder(command()).redirectInput(new File("/dev/null"))
                .redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile()));
        builder.environment().putAll(logging());
        var process = builder.start();
        long start = System.nanoTime();
        var elapsed = Duration.ZERO;
        while (elapsed.compareTo(timeout) < 0) {
            Optional<RuntimeFile> hub = RuntimeFile.read(paths.runtimeFile())
                    .filter(file -> file.pid() == process.pid());
            if (hub.isPresent()) {
                return new StartOutcome.Running(hub.get());
            }
            if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return new StartOutcome.Exited(process.exitValue(), lastOutput());
            }
            elapsed = Duration.ofNanos(System.nanoTime() - start);
            waiting.accept(elapsed);
        }
        process.destroy();
        return new StartOutcome.TimedOut();
    }

    /** {@code setsid} replaces its own process, so the hub keeps the process id known here. */
    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        List<String> own = ownCommandLine();
        command.add(ProcessHandle.current().info().command().orElse(own.getFirst()));
        own.stream().skip(1).filter(word -> !word.equals(OPTION)).forEach(command::add);
        return command;
    }

    private static List<String> ownCommandLine() throws IOException {
        var file = Path.of("/proc/self/cmdline");
        if (!Files.isReadable(file)) {
            throw new IOException(OPTION + " needs Linux; elsewhere, run 'agent-hub start' from a service manager.");
        }
        return List.of(Files.readString(file).split("\0"));
    }

    private void makeFiles() throws IOException {
        var folder = log.getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        for (var file : List.of(log, output)) {
            if (!Files.exists(file)) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    /** Logs to a file and keeps one rotated file. */
    private Map<String, String> logging() {
        return Map.of("QUARKUS_LOG_CONSOLE_ENABLED", "false", "QUARKUS_LOG_FILE_ENABLED", "true",
                "QUARKUS_LOG_FILE_PATH", log.toString(), "QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", MAX_LOG_SIZE,
                "QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "1");
    }

    private String lastOutput() throws IOException {
        var all = Files.readAllBytes(output);
        int from = Math.max(0, all.length - MAX_OUTPUT_BYTES);
        return PlainText.lines(new String(all, from, all.length - from, StandardCharsets.UTF_8)).strip();
    }
}
