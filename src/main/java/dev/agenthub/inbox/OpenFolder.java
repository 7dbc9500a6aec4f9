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
 * A folder that an agent may write, held open by its descriptor: whatever is renamed or replaced meanwhile, what is asked for here is in
 * this folder, and no link is followed on the way to it or in it. Blocking: only for the agent's own {@link FolderLane}.
 */
final class OpenFolder implements AutoCloseable {

    private static final Set<OpenOption> BOTH = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> MAKE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> stream;

    private OpenFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /**
     * Opens it, step by step from the root.
     *
     * @throws NoSuchFileException where there is no such folder
     * @throws IOException where it leads out of the root, or is replaced at this moment
     */
    static OpenFolder of(Path folder, Path root) throws IOException {
        var realRoot = root.toRealPath();
        // A hint only: links within the project are allowed. From here on none is followed.
        var real = folder.toRealPath();
        if (!real.startsWith(realRoot)) {
            throw new IOException("%s leads out of the project, to %s".formatted(folder, real));
        }
        var here = secure(Files.newDirectoryStream(realRoot), realRoot);
        for (var step : realRoot.relativize(real)) {
            if (step.toString().isEmpty()) {
                break;
            }
            try (var above = here) {
                here = isFolder(above, step) ? secure(above.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS), folder) : null;
            }
            if (here == null) {
                throw new NoSuchFileException(folder.toString());
            }
        }
        return new OpenFolder(here);
    }

    private static boolean isFolder(SecureDirectoryStream<Path> above, Path step) throws IOException {
        return above.getFileAttributeView(step, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes().isDirectory();
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path folder) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("%s lies on a file system on which it cannot be read safely".formatted(folder));
    }

    /** Hands on the names in it, {@code most} at most, and tells whether that was all. At most once for each opening. */
    boolean names(int most, Consumer<Path> each) throws IOException {
        try {
            var names = stream.iterator();
            for (var count = 0; names.hasNext(); count++) {
                if (count == most) {
                    return false;
                }
                each.accept(names.next().getFileName());
            }
            return true;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** What the name stands for, itself and not what it may link to; empty where nothing has it any more. */
    Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * The first bytes of a regular file.
     *
     * @throws NoSuchFileException where there is none of that name, or something else has it
     */
    byte[] read(Path name, int most) throws IOException {
        if (attributes(name).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
            throw new NoSuchFileException(name.toString());
        }
        try (var file = open(name)) {
            return read(file, name, most);
        }
    }

    /**
     * Opened for writing too, a named pipe opens at once, where one for reading waits for a writer. Nothing is written. A file that the hub
     * may not write is opened for reading only.
     */
    private SeekableByteChannel open(Path name) throws IOException {
        try {
            return stream.newByteChannel(name, BOTH);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException notBoth) {
            if (attributes(name).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
                throw new NoSuchFileException(name.toString());
            }
            return stream.newByteChannel(name, READ);
        }
    }

    /** At positions: of a pipe, a socket or a terminal the kernel refuses that at once, so whatever was opened, this does not wait. */
    private static byte[] read(SeekableByteChannel file, Path name, int most) throws IOException {
        if (!(file instanceof FileChannel channel)) {
            throw new IOException("%s cannot be read safely".formatted(name));
        }
        var buffer = ByteBuffer.allocate(most);
        try {
            while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
                // as long as there is more
            }
        } catch (IOException e) {
            throw (IOException) new NoSuchFileException(name.toString(), null, "it is no regular file").initCause(e);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Writes a new file and makes sure that it is on the disk. */
    void write(Path name, byte[] content) throws IOException {
        try (var file = stream.newByteChannel(name, MAKE)) {
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
            // Somebody else did.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
