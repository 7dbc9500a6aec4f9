package dev.agenthub.cli;

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

import dev.agenthub.ops.HubPaths;
import dev.agenthub.ops.RuntimeFile;

/**
 * A hub in the background: this very program again, in a session of its own, so that neither the end of the terminal nor its
 * Ctrl-C reaches it. Its log is bounded; what it writes besides, such as why it cannot start, is in a file that begins anew with
 * each start. Both lie in a folder that only the user enters.
 */
final class Daemon {

    /** How a start came out. */
    sealed interface Outcome {
        record Runs(RuntimeFile hub) implements Outcome {}

        /** It ended; {@code said} are its last words. */
        record Ended(int exitCode, String said) implements Outcome {}

        /** It was ended because it did not answer in time. */
        record Late() implements Outcome {}
    }

    static final String OPTION = "--daemon";

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int MOST_WORDS = 8192;
    private static final String LARGEST_LOG = "10M";

    private final HubPaths paths;
    private final Path log;
    private final Path said;

    Daemon(HubPaths paths) {
        this.paths = paths;
        this.log = paths.stateDir().resolve("log/hub.log");
        this.said = paths.stateDir().resolve("log/hub.out");
    }

    Path log() {
        return log;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param waiting called many times a second with the time it has taken
     */
    Outcome start(Duration patience, Consumer<Duration> waiting) throws IOException, InterruptedException {
        makeFiles();
        ProcessBuilder builder = new ProcessBuilder(command()).redirectInput(new File("/dev/null"))
                .redirectErrorStream(true).redirectOutput(Redirect.to(said.toFile()));
        builder.environment().putAll(logging());
        Process process = builder.start();
        long began = System.nanoTime();
        Duration taken = Duration.ZERO;
        while (taken.compareTo(patience) < 0) {
            Optional<RuntimeFile> hub = RuntimeFile.read(paths.runtimeFile()).filter(file -> file.pid() == process.pid());
            if (hub.isPresent()) {
                return new Outcome.Runs(hub.get());
            }
            if (process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome.Ended(process.exitValue(), lastWords());
            }
            taken = Duration.ofNanos(System.nanoTime() - began);
            waiting.accept(taken);
        }
        process.destroy();
        return new Outcome.Late();
    }

    /** {@code setsid} takes the place of the process that starts it, so the hub's number is the one that is known here. */
    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        List<String> own = ownCommandLine();
        command.add(ProcessHandle.current().info().command().orElse(own.getFirst()));
        own.stream().skip(1).filter(word -> !word.equals(OPTION)).forEach(command::add);
        return command;
    }

    private static List<String> ownCommandLine() throws IOException {
        Path file = Path.of("/proc/self/cmdline");
        if (!Files.isReadable(file)) {
            throw new IOException(OPTION + " needs a Linux system: elsewhere let its service manager run 'agent-hub start'.");
        }
        return List.of(Files.readString(file).split("\0"));
    }

    private void makeFiles() throws IOException {
        Path folder = log.getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        for (Path file : List.of(log, said)) {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    /** The server's own log, of which one older piece is kept. */
    private Map<String, String> logging() {
        return Map.of("QUARKUS_LOG_CONSOLE_ENABLED", "false", "QUARKUS_LOG_FILE_ENABLED", "true",
                "QUARKUS_LOG_FILE_PATH", log.toString(), "QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", LARGEST_LOG,
                "QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "1");
    }

    private String lastWords() throws IOException {
        byte[] all = Files.readAllBytes(said);
        int from = Math.max(0, all.length - MOST_WORDS);
        return PlainText.lines(new String(all, from, all.length - from, StandardCharsets.UTF_8)).strip();
    }
}
