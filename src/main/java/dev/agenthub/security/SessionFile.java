package dev.agenthub.security;

import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
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

    private final PrivateFile file;
    private final String fingerprint;

    public SessionFile(Path file, Token token) {
        this.file = new PrivateFile(file);
        this.fingerprint = token.fingerprint();
    }

    /** Reads the sessions; none if the token has changed or the file is corrupted. */
    List<Session> read() {
        try {
            var lines = new String(file.read(MAX_BYTES), StandardCharsets.US_ASCII).lines().toList();
            return lines.isEmpty() || !lines.getFirst().equals(fingerprint) ? List.of()
                    : lines.stream().skip(1).limit(Sessions.LIMIT).map(SessionFile::session).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warnf("The session file %s cannot be read (%s), so browsers must sign in again.", file.path(), e);
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

    /** Replaces the file atomically. */
    void write(List<Session> sessions) throws IOException {
        var text = Stream.concat(Stream.of(fingerprint),
                sessions.stream().map(session -> session.hash() + " " + session.started() + " " + session.used()))
                .collect(Collectors.joining("\n", "", "\n"));
        file.replace(text.getBytes(StandardCharsets.US_ASCII));
    }
}
