package dev.agenthub.cli.text;

import java.io.PrintWriter;
import java.time.Duration;

/** A progress line that is overwritten in place. Shown only on a terminal. */
public enum Progress {
    SHOWN, HIDDEN;

    private static final String BACK_AND_CLEAR = "\r\033[K";
    /** Longer lines might wrap, and a wrapped line cannot be overwritten. */
    private static final int MAX_WIDTH = 78;

    /** Replaces the line with this text and the elapsed time. */
    public void show(PrintWriter err, String text, Duration elapsed) {
        if (this == SHOWN) {
            var time = " " + Durations.of(elapsed);
            var line = PlainText.line(text);
            int room = MAX_WIDTH - time.length();
            err.print(BACK_AND_CLEAR + (line.length() > room ? line.substring(0, room - 1) + "…" : line) + time);
            err.flush();
        }
    }

    /** Removes the line. */
    public void clear(PrintWriter err) {
        if (this == SHOWN) {
            err.print(BACK_AND_CLEAR);
            err.flush();
        }
    }
}
