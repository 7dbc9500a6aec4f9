package dev.agenthub.project;

import java.nio.file.Path;

/**
 * A host path that appears in a container, before it is expressed as a mount of a volume.
 *
 * @param host with its links resolved
 */
record Bind(Path host, String container, boolean readOnly) {
}
