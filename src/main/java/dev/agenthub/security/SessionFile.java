package dev.agenthub.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Stores sessions between starts in a file readable only by its owner. The first line is the token's fingerprint, and
 * with another token the sessions are void. Each further line is a session: hash, start, last use. Blocking.
 */
public final class SessionFile {

    private static final Logger LOG = Logger.getLogger(SessionFile.class);
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private final String fingerprint;

    public SessionFile(Path file, Token token) {
        this.file = file;
        this.fingerprint = token.fingerprint();
    }

    /** Reads the sessions; none if the token has changed or the file is corrupted. */
    List<Session> read() {
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() > MAX_BYTES) {
                throw new IOException("it is too large");
            }
            var bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Read on until the buffer is full.
            }
            var lines = new String(bytes.array(), StandardCharsets.US_ASCII).lines().toList();
            return lines.isEmpty() || !lines.getFirst().equals(fingerprint) ? List.of()
                    : lines.stream().skip(1).limit(Sessions.LIMIT).map(SessionFile::session).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warnf("The session file %s cannot be read (%s), so browsers must sign in again.", file, e);
            return List.of();
        }
    }

    private static Session session(String line) {
        var parts = line.split(" ");
        if (parts.length != 3) {
            throw new IllegalArgumentException("a line does not have three fields");
        }
        return new Session(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]));
    }

    /** Replaces the file atomically: writes a new one, forces it to disk and renames it. */
    void write(List<Session> sessions) throws IOException {
        var text = Stream.concat(Stream.of(fingerprint),
                sessions.stream().map(session -> session.hash() + " " + session.started() + " " + session.used()))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (var channel = FileChannel.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
