package dev.agenthub.recording;

/**
 * Limits of the recordings of an agent.
 *
 * @param fileBytes the length after which a session continues in another file; one write may exceed it
 * @param kept how many files to keep, at least 1
 * @param input whether to record input
 */
public record RecordingLimits(long fileBytes, int kept, boolean input) {

    /** @throws IllegalArgumentException if a number is not positive */
    public RecordingLimits {
        if (fileBytes < 1 || kept < 1) {
            throw new IllegalArgumentException(
                    "Limits must be positive: %d bytes, %d files.".formatted(fileBytes, kept));
        }
    }
}
