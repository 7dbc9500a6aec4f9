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
 * A small file that only its owner reads. It is written to a draft in the same folder, forced to disk and put in place by its name, so
 * that a full disk, a crash or a power cut leaves what was there, or nothing, and never a part. Blocking; from any thread.
 *
 * @param path where it lies; folders above it are made, for the owner alone, where they are missing
 */
public record PrivateFile(Path path) {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Puts the content in place of what was there, in one step. */
    public void replace(byte[] content) throws IOException {
        place(content, draft -> Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE));
    }

    /**
     * Makes the file, and changes nothing that is there.
     *
     * @throws FileAlreadyExistsException where there is one
     */
    public void create(byte[] content) throws IOException {
        place(content, this::name);
    }

    /**
     * The file's content.
     *
     * @param most bytes that it may have
     * @throws java.nio.file.NoSuchFileException where it is not there
     * @throws IOException where it is no regular file, is larger, or cannot be read
     */
    public byte[] read(int most) throws IOException {
        // Before it is opened, since opening a pipe waits for a writer. Nobody but the owner writes in this folder.
        if (!Files.readAttributes(path, "isRegularFile").get("isRegularFile").equals(true)) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file");
        }
        try (var in = Files.newInputStream(path)) {
            var content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new FileSystemException(path.toString(), null, "it is larger than " + most + " bytes");
            }
            return content;
        }
    }

    /** What went wrong with a file, as the end of a sentence; the file's name is left to the sentence. */
    public static String why(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "this user may not";
            case NoSuchFileException missing -> "it is not there";
            case NotDirectoryException other -> "what should be a folder is a link or a file";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        };
    }

    private interface Placing {

        void put(Path draft) throws IOException;
    }

    private void place(byte[] content, Placing placing) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        var draft = Files.createTempFile(folder, "." + path.getFileName(), ".new", OWNER_ONLY);
        try {
            write(draft, content);
            placing.put(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (var itself = FileChannel.open(folder, StandardOpenOption.READ)) {
            // Only then does the new name survive a power cut.
            itself.force(true);
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

    /** A rename would replace what is there; a second name for the draft does not. */
    private void name(Path draft) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // A file system without hard links: this looks first and renames then.
            Files.move(draft, path);
        }
    }
}
