package dev.agenthub.recording;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
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

/** The files of one agent: named by the time at which each begins, so that names are in the order of time. Blocking. */
final class RecordingFolder {

    /** What a name is like; nothing else comes near a path. */
    static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z\\.cast");

    private static final String SUFFIX = ".cast";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSX").withZone(ZoneOffset.UTC);

    private final Path folder;

    RecordingFolder(Path folder) {
        this.folder = folder;
    }

    /** A new file, after which no more than {@code kept} are left. */
    CastFile create(Instant at, int kept) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var files = files();
        for (var old : files.subList(0, Math.max(0, files.size() - kept + 1))) {
            Files.deleteIfExists(old);
        }
        for (var free = at;; free = free.plusMillis(1)) {
            try {
                return new CastFile(folder.resolve(TIME.format(free) + SUFFIX));
            } catch (FileAlreadyExistsException e) {
                // Another one began in the same millisecond.
                continue;
            }
        }
    }

    /** What is kept, oldest first. */
    List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The file of that name, if it is one and is there. */
    Optional<Path> find(String name) {
        return NAME.matcher(name).matches() ? Optional.of(folder.resolve(name)).filter(Files::isRegularFile) : Optional.empty();
    }

    /** When the file of that name begins. */
    static Instant startedAt(Path file) {
        var name = file.getFileName().toString();
        return TIME.parse(name.substring(0, name.length() - SUFFIX.length()), Instant::from);
    }
}
