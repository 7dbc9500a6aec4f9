package dev.agenthub.agent;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a program ended.
 *
 * @param code its exit code; empty if the engine does not know it
 * @param outOfMemory whether it was killed at its memory limit
 */
public record Exit(OptionalInt code, boolean outOfMemory) {

    /** 128 + SIGKILL. Some engines do not report an out-of-memory kill as such, so it may look like any other kill. */
    private static final int KILLED = 137;

    public Exit {
        Objects.requireNonNull(code, "code");
    }

    /** The program ended; its exit code is unknown. */
    public static final Exit UNKNOWN = new Exit(OptionalInt.empty(), false);

    /** An exit with that code. */
    public static Exit of(int code) {
        return new Exit(OptionalInt.of(code), false);
    }

    /** Whether the program exited with code 0. */
    public boolean clean() {
        return code.equals(OptionalInt.of(0));
    }

    /** For display: {@code exit code 137, out of memory}. */
    public String inWords() {
        var how = code.isPresent() ? "exit code " + code.getAsInt() : "exit code unknown";
        if (outOfMemory) {
            return how + ", out of memory";
        }
        return code.equals(OptionalInt.of(KILLED)) ? how + ", killed or out of memory" : how;
    }
}
