package dev.agenthub.terminal;

import java.nio.charset.StandardCharsets;

/** What is typed, as bytes for a terminal. */
public final class Typing {

    /** The most bytes that are taken at once. */
    public static final int MOST = 64 * 1024;

    private static final String ENTER = "\r";

    private Typing() {
    }

    /** The text, and Enter after it where {@code enter}. */
    public static byte[] of(String text, boolean enter) {
        return (enter ? text + ENTER : text).getBytes(StandardCharsets.UTF_8);
    }
}
