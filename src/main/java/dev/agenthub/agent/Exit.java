package dev.agenthub.agent;

import java.util.OptionalInt;

/**
 * How a program ended.
 *
 * @param code its exit code; empty where the engine cannot tell
 * @param outOfMemory whether it was killed because it reached its memory limit
 */
public record Exit(OptionalInt code, boolean outOfMemory) {

    /** 128 + SIGKILL. Not every engine learns of the kernel's reason, so an end for want of memory may look like any other kill. */
    private static final int KILLED = 137;

    /** It ended, and nobody knows how. */
    public static final Exit UNKNOWN = new Exit(OptionalInt.empty(), false);

    /** An ordinary end. */
    public static Exit of(int code) {
        return new Exit(OptionalInt.of(code), false);
    }

    /** Whether the program ended as one that had done its work. */
    public boolean clean() {
        return code.equals(OptionalInt.of(0));
    }

    /** The end in words: {@code exit code 137, out of memory}. */
    public String inWords() {
        var how = code.isPresent() ? "exit code " + code.getAsInt() : "exit code unknown";
        if (outOfMemory) {
            return how + ", out of memory";
        }
        return code.equals(OptionalInt.of(KILLED)) ? how + ", killed by somebody or out of memory" : how;
    }
}
