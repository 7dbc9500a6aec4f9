package dev.agenthub.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Tells a file from one that took its place. A number of a file is given to the next one as soon as it is free, so the time of its birth
 * belongs to it.
 *
 * @param key device and number
 */
public record FileIdentity(Object key, FileTime born) {

    /** Equal to that of no file. */
    public static final FileIdentity UNKNOWN = new FileIdentity("", FileTime.fromMillis(0));

    /** Nothing where nothing is there, or it cannot be looked at. Links are not followed. */
    static Optional<FileIdentity> of(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileIdentity(String.valueOf(attributes.fileKey()), attributes.creationTime()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
