package dev.agenthub.terminal;

import java.nio.charset.StandardCharsets;

/** Encodes input as bytes for a terminal. */
public final class TerminalInput {

    /** The most bytes of input accepted in one call. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final String ENTER = "\r";

    private TerminalInput() {
    }

    /** The text, followed by Enter if {@code enter}. */
    public static byte[] of(String text, boolean enter) {
        return (enter ? text + ENTER : text).getBytes(StandardCharsets.UTF_8);
    }
}
