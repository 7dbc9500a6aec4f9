package dev.agenthub.recording;

/**
 * How much is recorded.
 *
 * @param fileBytes a file that has become so long is ended, and the session goes on in another one; exceeded by no more than what is written at once
 * @param kept how many files of an agent are kept, at least 1
 * @param input whether what is typed is recorded as well
 */
public record RecordingLimits(long fileBytes, int kept, boolean input) {

    /** @throws IllegalArgumentException if a number is not positive */
    public RecordingLimits {
        if (fileBytes < 1 || kept < 1) {
            throw new IllegalArgumentException("A recording needs room: %d bytes, %d files.".formatted(fileBytes, kept));
        }
    }
}
