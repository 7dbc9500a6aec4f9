package dev.agenthub.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One hub for each project: two would fight over its containers. The operating system ends the lock with the process that holds it, however
 * that ends; the file, which stays, says who it is.
 */
final class ProjectLock implements AutoCloseable {

    /** Another hub holds the lock; the message says which, for people. */
    static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Taken(String message) {
            super(message, null, false, false);
        }
    }

    private static final int LONGEST = 500;

    private final FileChannel file;
    private final FileLock lock;

    private ProjectLock(FileChannel file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @param folder what is kept of the project, made where it is missing
     * @throws Taken where another process holds it
     */
    static ProjectLock take(Path folder, Path project) {
        try {
            Files.createDirectories(folder);
            var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var lock = file.tryLock();
            if (lock == null) {
                var holder = read(file);
                file.close();
                throw new Taken("Another hub runs the team of %s: %s. End it with 'agent-hub stop', or start this one with another --project."
                        .formatted(project, holder));
            }
            var taken = new ProjectLock(file, lock);
            taken.write("process " + ProcessHandle.current().pid());
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the project in " + folder + " cannot be taken: " + e, e);
        }
    }

    /** Tells a second hub where this one listens. */
    void listensAt(URI url) throws IOException {
        write("process " + ProcessHandle.current().pid() + " at " + url);
    }

    private void write(String holder) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String read(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST);
        file.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "");
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}
