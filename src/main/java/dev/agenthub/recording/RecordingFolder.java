package dev.agenthub.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The recordings of one agent. Files are named by the time at which they begin, so names sort by time. Blocking. */
final class RecordingFolder {

    /** The form of a name. It cannot contain a path. */
    static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z\\.cast");

    private static final String SUFFIX = ".cast";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSX").withZone(ZoneOffset.UTC);

    private final Path folder;

    RecordingFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates a file and deletes the oldest ones, so that at most {@code kept} remain. The name of a new file follows
     * that of the last one, even if the clock was set back, because the names are the order.
     */
    CastFile create(Instant at, int kept) throws IOException {
        Files.createDirectories(folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var files = files();
        var free = files.isEmpty() ? at : later(at, startedAt(files.getLast()).plusMillis(1));
        for (var old : files.subList(0, Math.max(0, files.size() - kept + 1))) {
            Files.deleteIfExists(old);
        }
        return new CastFile(folder.resolve(TIME.format(free) + SUFFIX));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The files, oldest first. */
    List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The file with that name; empty if the name is invalid or the file does not exist. */
    Optional<Path> find(String name) {
        return NAME.matcher(name).matches()
                ? Optional.of(folder.resolve(name)).filter(Files::isRegularFile) : Optional.empty();
    }

    /** The time at which the file begins. */
    static Instant startedAt(Path file) {
        var name = file.getFileName().toString();
        return TIME.parse(name.substring(0, name.length() - SUFFIX.length()), Instant::from);
    }
}
