package dev.agenthub.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Distinguishes a file from another that replaced it. Includes the creation time, because file systems reuse inode
 * numbers.
 *
 * @param key the device and inode number
 */
public record FileIdentity(Object key, FileTime createdAt) {

    /** Different from the identity of every file. */
    public static final FileIdentity UNKNOWN = new FileIdentity("", FileTime.fromMillis(0));

    /** The identity of the file at the path; empty if it is missing or inaccessible. Does not follow links. */
    static Optional<FileIdentity> of(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileIdentity(String.valueOf(attributes.fileKey()), attributes.creationTime()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
