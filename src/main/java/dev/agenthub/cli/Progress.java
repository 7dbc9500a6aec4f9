package dev.agenthub.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** How far something is, in one line that is written over: for a person who waits at a terminal, and for nobody else. */
enum Progress {
    SHOWN, HIDDEN;

    private static final String BACK_AND_CLEAR = "\r\033[K";
    /** Longer lines would break, and a broken line cannot be written over. */
    private static final int LONGEST = 78;

    /** Puts the words, and how long it has taken so far, in place of what was there. */
    void show(PrintWriter err, String words, Duration taken) {
        if (this == SHOWN) {
            String time = " " + Ago.of(taken);
            String line = PlainText.line(words);
            int room = LONGEST - time.length();
            err.print(BACK_AND_CLEAR + (line.length() > room ? line.substring(0, room - 1) + "…" : line) + time);
            err.flush();
        }
    }

    /** Takes it away. */
    void clear(PrintWriter err) {
        if (this == SHOWN) {
            err.print(BACK_AND_CLEAR);
            err.flush();
        }
    }
}
