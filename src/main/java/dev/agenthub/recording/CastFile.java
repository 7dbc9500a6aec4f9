package dev.agenthub.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that is being written and that only its owner reads. For one writer; its length may be read from anywhere. */
final class CastFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private volatile long length;
    private long opening;

    /** @throws java.nio.file.FileAlreadyExistsException where there is one of that name */
    CastFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Adds whole lines: all of them, or none where the disk does not take them. */
    void append(ByteBuffer lines) throws IOException {
        var count = lines.remaining();
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
        length += count;
        if (opening == 0) {
            // The header and the painting.
            opening = length;
        }
    }

    /** The bytes of whole lines. */
    long length() {
        return length;
    }

    /** Whether it has reached the bound, and holds much beside the painting that it began with, however large that is. */
    boolean isFull(long bound) {
        return length >= bound && length >= 2 * opening;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
