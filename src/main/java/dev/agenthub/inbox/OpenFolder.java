package dev.agenthub.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An agent-writable folder, held open by its descriptor. All access stays within this folder even if it is renamed or
 * replaced, and no link is followed on the way to it or in it. Blocks: use only on the agent's {@link FolderLane}.
 */
final class OpenFolder implements AutoCloseable {

    private static final Set<OpenOption> READ_WRITE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> stream;

    private OpenFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /**
     * Opens a folder, one path element after another from the root.
     *
     * @throws NoSuchFileException if there is no such folder
     * @throws IOException if it leads out of the root or is replaced meanwhile
     */
    static OpenFolder of(Path folder, Path root) throws IOException {
        var realRoot = root.toRealPath();
        // A hint only, because links within the project are allowed. No link is followed from here on.
        var real = folder.toRealPath();
        if (!real.startsWith(realRoot)) {
            throw new IOException("%s leads out of the project to %s".formatted(folder, real));
        }
        var current = secure(Files.newDirectoryStream(realRoot), realRoot);
        for (var step : realRoot.relativize(real)) {
            if (step.toString().isEmpty()) {
                break;
            }
            try (var parent = current) {
                current = isFolder(parent, step)
                        ? secure(parent.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS), folder)
                        : null;
            }
            if (current == null) {
                throw new NoSuchFileException(folder.toString());
            }
        }
        return new OpenFolder(current);
    }

    private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes().isDirectory();
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path folder) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("%s is on a file system that does not support safe access".formatted(folder));
    }

    /** Passes on at most {@code max} names and returns whether these were all. May be called once. */
    boolean names(int max, Consumer<Path> each) throws IOException {
        try {
            var names = stream.iterator();
            for (var count = 0; names.hasNext(); count++) {
                if (count == max) {
                    return false;
                }
                each.accept(names.next().getFileName());
            }
            return true;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** The attributes of the file itself, not of a link's target; empty if there is no such file. */
    Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            var view = stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(view.readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads at most {@code max} bytes from the start of a regular file.
     *
     * @throws NoSuchFileException if there is no regular file of that name
     */
    byte[] read(Path name, int max) throws IOException {
        if (attributes(name).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
            throw new NoSuchFileException(name.toString());
        }
        try (var file = open(name)) {
            return read(file, name, max);
        }
    }

    /**
     * Opens for reading and writing, because opening a named pipe for reading alone waits for a writer. Nothing is
     * written. Falls back to reading alone if the hub may not write the file.
     */
    private SeekableByteChannel open(Path name) throws IOException {
        try {
            return stream.newByteChannel(name, READ_WRITE);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException notWritable) {
            if (attributes(name).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
                throw new NoSuchFileException(name.toString());
            }
            return stream.newByteChannel(name, READ);
        }
    }

    /** Reads at positions. The kernel rejects that for pipes, sockets and terminals, so this never blocks on them. */
    private static byte[] read(SeekableByteChannel file, Path name, int max) throws IOException {
        if (!(file instanceof FileChannel channel)) {
            throw new IOException("%s cannot be read safely".formatted(name));
        }
        var buffer = ByteBuffer.allocate(max);
        try {
            while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
                // Read on until the buffer is full or the file ends.
            }
        } catch (IOException e) {
            throw (IOException) new NoSuchFileException(name.toString(), null, "it is not a regular file").initCause(e);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Creates a file and flushes it to disk. */
    void write(Path name, byte[] content) throws IOException {
        try (var file = stream.newByteChannel(name, CREATE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (file instanceof FileChannel channel) {
                channel.force(true);
            }
        }
    }

    void delete(Path name) throws IOException {
        try {
            stream.deleteFile(name);
        } catch (NoSuchFileException e) {
            // It has already been deleted.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
