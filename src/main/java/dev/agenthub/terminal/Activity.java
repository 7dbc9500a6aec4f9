package dev.agenthub.terminal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells activity from noise. A change of the text counts, but a change of only digits, spinner glyphs or punctuation
 * does not: clocks, counters and spinners change while a program waits for a person. Not thread-safe.
 */
final class Activity {

    /** Digits, punctuation and symbols (both used for spinners), Braille patterns, and blanks. */
    private static final Pattern NOISE = Pattern.compile("[\\p{Nd}\\p{P}\\p{S}\\p{Z}\\p{Cntrl}]+");

    private long lastVersion;
    private int lastWords;

    /** Whether the text has changed since the last call. */
    boolean isNewVersion(long contentVersion) {
        var changed = contentVersion != lastVersion;
        lastVersion = contentVersion;
        return changed;
    }

    /** Whether {@code rows} differ from the last rows in more than noise. */
    boolean changed(List<String> rows) {
        var words = NOISE.matcher(String.join(" ", rows)).replaceAll("").hashCode();
        var changed = words != lastWords;
        lastWords = words;
        return changed;
    }
}
