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
 * Where sessions lie between starts: a file that only its owner reads. Its first line is a mark of the token, and with another
 * token nothing in it counts; then one line for each: hash, beginning, last use. Blocking.
 */
public final class SessionFile {

    private static final Logger LOG = Logger.getLogger(SessionFile.class);
    private static final int LARGEST = 64 * 1024;

    private final Path file;
    private final String mark;

    public SessionFile(Path file, Token token) {
        this.file = file;
        this.mark = token.mark();
    }

    /** Those of the last time; none where the token is another, and none where the file is damaged: browsers sign in again. */
    List<Session> read() {
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() > LARGEST) {
                throw new IOException("it is too large");
            }
            var bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // goes on until all is read
            }
            var lines = new String(bytes.array(), StandardCharsets.US_ASCII).lines().toList();
            return lines.isEmpty() || !lines.getFirst().equals(mark) ? List.of()
                    : lines.stream().skip(1).limit(Sessions.MOST).map(SessionFile::session).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warnf("The file of browser sessions %s cannot be read (%s), so browsers have to sign in again.", file, e);
            return List.of();
        }
    }

    private static Session session(String line) {
        var parts = line.split(" ");
        if (parts.length != 3) {
            throw new IllegalArgumentException("a line of it has not three parts");
        }
        return new Session(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]));
    }

    /** Written beside itself, forced to disk and renamed, so that it is whole at any moment. */
    void write(List<Session> sessions) throws IOException {
        var text = Stream.concat(Stream.of(mark),
                sessions.stream().map(session -> session.hash() + " " + session.began() + " " + session.used()))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(file.getParent());
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (var channel = FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
