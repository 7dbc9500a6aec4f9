package dev.agenthub.engine;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file or folder that appears in a container.
 *
 * @param path relative to the volume's root and normalised; empty for the root itself
 * @param target the absolute path in the container
 */
public record Mount(Volume volume, Path path, String target, boolean readOnly) {

    /** What can be mounted. An engine's adapter knows where each volume is. */
    public enum Volume {
        /** The project's files. */
        PROJECT,
        /** Empty files and folders that hide parts of the project. */
        COVERS
    }

    public Mount {
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(target, "target");
        if (path.isAbsolute() || path.startsWith("..") || !path.equals(path.normalize())) {
            throw new IllegalArgumentException("Not a normalised path below a volume: " + path);
        }
    }
}
