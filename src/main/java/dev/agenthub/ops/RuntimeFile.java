package dev.agenthub.ops;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.storage.PrivateFile;

/**
 * Tells the command line where the hub of this user is: written by the hub when it listens, removed when it ends.
 * A hub that was killed leaves it behind, so {@link #process} says whether it still speaks of a living process.
 *
 * @param url         where clients reach the hub
 * @param pid         the hub's process
 * @param projectRoot the project whose team it runs
 */
public record RuntimeFile(URI url, long pid, Path projectRoot) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int LONGEST = 64 * 1024;
    /** How much later than its file a process may seem to have begun: clocks of the kernel and of files differ. */
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
     * The file's content; nothing where there is no such file, it is damaged, or others than its owner may open it
     * (such a file was not written by a hub).
     *
     * @throws IOException when the file is there and cannot be read
     */
    public static Optional<RuntimeFile> read(Path file) throws IOException {
        try {
            if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(new PrivateFile(file).read(LONGEST));
            return Optional.of(new RuntimeFile(new URI(json.path("url").asText()), json.path("pid").asLong(),
                    Path.of(json.path("project_root").asText())));
        } catch (NoSuchFileException | JacksonException | URISyntaxException | IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    /** Puts this in place of what was there, in one step: a reader sees the old or the new, never half of one. */
    public void write(Path file) throws IOException {
        new PrivateFile(file).replace(JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("url", url.toString())
                .put("pid", pid)
                .put("project_root", projectRoot.toString())));
    }

    /** Removes the file when it is still this hub's: another that started meanwhile keeps its own. */
    public void remove(Path file) throws IOException {
        if (read(file).filter(there -> there.pid == pid).isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * The hub's process, if it lives. A process that began after {@code file} was written has only inherited the
     * number, and is nobody's to stop.
     */
    public Optional<ProcessHandle> process(Path file) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> beganBefore(process, file))
                .filter(RuntimeFile::runsAProgram);
    }

    /** One that was killed and that nobody has waited for yet counts as alive, and runs nothing any more. */
    private static boolean runsAProgram(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    private static boolean beganBefore(ProcessHandle process, Path file) {
        try {
            FileTime written = Files.getLastModifiedTime(file);
            Instant latest = written.toInstant().plus(CLOCK_SLACK);
            return process.info().startInstant().map(start -> !start.isAfter(latest)).orElse(true);
        } catch (IOException gone) {
            return false;
        }
    }
}
