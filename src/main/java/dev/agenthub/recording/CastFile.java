package dev.agenthub.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file being written, readable only by its owner. For one writer; the length may be read from any thread. */
final class CastFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private volatile long length;
    private long openingLength;

    /** @throws java.nio.file.FileAlreadyExistsException if the file exists */
    CastFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Appends whole lines: all of them, or none if the write fails. */
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
        if (openingLength == 0) {
            // The header and the first painting.
            openingLength = length;
        }
    }

    /** The length, in bytes of whole lines. */
    long length() {
        return length;
    }

    /** Whether the file has reached the bound, and is at least twice as long as its header and first painting. */
    boolean isFull(long bound) {
        return length >= bound && length >= 2 * openingLength;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
