package dev.agenthub.terminal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells activity from noise: text that changed, but for digits, spinner glyphs and punctuation, which clocks, counters and
 * spinners change all the time while a program waits for a person. Not thread-safe.
 */
final class Activity {

    /** Digits, punctuation and symbols (spinners are drawn with both), Braille patterns, and blanks. */
    private static final Pattern NOISE = Pattern.compile("[\\p{Nd}\\p{P}\\p{S}\\p{Z}\\p{Cntrl}]+");

    private long lookedAt;
    private int lastWords;

    /** Whether the text has changed at all since the last look. */
    boolean worthALook(long contentVersion) {
        var changed = contentVersion != lookedAt;
        lookedAt = contentVersion;
        return changed;
    }

    /** Whether {@code rows} say something else than the rows before them. */
    boolean changed(List<String> rows) {
        var words = NOISE.matcher(String.join(" ", rows)).replaceAll("").hashCode();
        var changed = words != lastWords;
        lastWords = words;
        return changed;
    }
}
