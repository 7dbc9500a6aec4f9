package dev.agenthub.home;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Describes the running hub to the command line. The hub writes it when it listens and removes it on shutdown.
 * A killed hub leaves it behind; {@link #process} checks whether the hub is still alive.
 *
 * @param url         where clients reach the hub
 * @param pid         the hub's process
 * @param projectRoot the project whose team it runs
 */
public record RuntimeFile(URI url, long pid, Path projectRoot) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int MAX_BYTES = 64 * 1024;
    /** How much later than the file its process may seem to have started: kernel and file clocks differ. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    public RuntimeFile {
        if (url == null || url.getHost() == null) {
            throw new IllegalArgumentException("url must be an absolute URL.");
        }
        if (pid <= 0) {
            throw new IllegalArgumentException("pid must be positive.");
        }
        if (projectRoot == null) {
            throw new IllegalArgumentException("project_root is missing.");
        }
    }

    /**
     * Reads the file. Empty if it is missing, corrupted, or accessible to other users (then no hub has written it).
     *
     * @throws IOException if the file exists and cannot be read
     */
    public static Optional<RuntimeFile> read(Path file) throws IOException {
        try {
            if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                return Optional.empty();
            }
            var json = JSON.readTree(new PrivateFile(file).read(MAX_BYTES));
            return Optional.of(new RuntimeFile(new URI(json.path("url").asText()), json.path("pid").asLong(),
                    Path.of(json.path("project_root").asText())));
        } catch (NoSuchFileException | JacksonException | URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Replaces the file atomically. */
    public void write(Path file) throws IOException {
        new PrivateFile(file).replace(JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("url", url.toString())
                .put("pid", pid)
                .put("project_root", projectRoot.toString())));
    }

    /** Removes the file if it is still this hub's, and not that of a hub started meanwhile. */
    public void remove(Path file) throws IOException {
        if (read(file).filter(current -> current.pid == pid).isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * The hub's process, if alive. A process that started after {@code file} was written only reuses the pid and is not
     * returned.
     */
    public Optional<ProcessHandle> process(Path file) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> startedBefore(process, file))
                .filter(RuntimeFile::isRunning);
    }

    /** A zombie counts as alive but has no command. */
    private static boolean isRunning(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    private static boolean startedBefore(ProcessHandle process, Path file) {
        try {
            var written = Files.getLastModifiedTime(file);
            var latest = written.toInstant().plus(CLOCK_SLACK);
            return process.info().startInstant().map(start -> !start.isAfter(latest)).orElse(true);
        } catch (IOException e) {
            return false;
        }
    }
}
