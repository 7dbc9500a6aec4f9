package dev.agenthub.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file that only its owner can read. Writes go to a draft in the same folder, which is flushed to disk and then
 * renamed or linked, so that a full disk, a crash or a power cut never leaves a partial file. Thread-safe; blocks.
 *
 * @param path missing parent folders are created, accessible to the owner only
 */
public record PrivateFile(Path path) {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Atomically creates or replaces the file. */
    public void replace(byte[] content) throws IOException {
        write(content, draft -> Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE));
    }

    /**
     * Atomically creates the file.
     *
     * @throws FileAlreadyExistsException if it exists
     */
    public void create(byte[] content) throws IOException {
        write(content, this::link);
    }

    /**
     * Reads the file.
     *
     * @param max its maximum size in bytes
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws IOException if it is not a regular file, is larger, or cannot be read
     */
    public byte[] read(int max) throws IOException {
        // Checked before opening, because opening a pipe waits for a writer. Only the owner can write to this folder.
        if (!Files.readAttributes(path, "isRegularFile").get("isRegularFile").equals(true)) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file");
        }
        try (var in = Files.newInputStream(path)) {
            var content = in.readNBytes(max + 1);
            if (content.length > max) {
                throw new FileSystemException(path.toString(), null, "it is larger than " + max + " bytes");
            }
            return content;
        }
    }

    /** Describes a failure without the file's name, to complete a sentence. */
    public static String describe(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "it does not exist";
            case NotDirectoryException other -> "a parent folder is a link or a file";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> failure.getClass().getSimpleName()
                    + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        };
    }

    private interface Publisher {

        void publish(Path draft) throws IOException;
    }

    private void write(byte[] content, Publisher publisher) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        var draft = Files.createTempFile(folder, "." + path.getFileName(), ".new", OWNER_ONLY);
        try {
            write(draft, content);
            publisher.publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            // Without this the new name may not survive a power cut.
            directory.force(true);
        }
    }

    private static void write(Path draft, byte[] content) throws IOException {
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileSystemException known) {
            throw known;
        } catch (IOException reason) {
            throw new FileSystemException(draft.toString(), null, reason.getMessage());
        }
    }

    /** Links the draft under its final name, because a rename would replace an existing file. */
    private void link(Path draft) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // A file system without hard links: move checks for an existing file, then renames.
            Files.move(draft, path);
        }
    }
}
