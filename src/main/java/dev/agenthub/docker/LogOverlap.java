package dev.agenthub.docker;

/**
 * Where the engine's log and the live bytes of a terminal meet. The connection is made before the log is read, so the
 * log's end may hold bytes that come over the connection too. Pure.
 */
final class LogOverlap {

    private LogOverlap() {
    }

    /**
     * How many of the first live bytes the log holds already: the largest {@code k} such that the log ends with the
     * first {@code k} of them. Takes time in proportion to the bytes given.
     */
    static int overlap(byte[] log, byte[] live) {
        var border = borders(live);
        var matched = 0;
        // An overlap cannot be longer than what is live, so nothing before that many bytes from the end matters.
        for (var i = Math.max(0, log.length - live.length); i < log.length; i++) {
            while (matched > 0 && (matched == live.length || live[matched] != log[i])) {
                matched = border[matched - 1];
            }
            if (matched < live.length && live[matched] == log[i]) {
                matched++;
            }
        }
        return matched;
    }

    /**
     * Whether more live bytes cannot make the overlap longer: where all that is live lies in the midst of the log,
     * the rest of the overlap is still on its way.
     */
    static boolean settled(byte[] log, byte[] live) {
        if (live.length == 0) {
            return log.length == 0;
        }
        var border = borders(live);
        var matched = 0;
        for (var i = 0; i < log.length - 1; i++) {
            while (matched > 0 && (matched == live.length || live[matched] != log[i])) {
                matched = border[matched - 1];
            }
            if (live[matched] == log[i]) {
                matched++;
            }
            if (matched == live.length) {
                return false;
            }
        }
        return true;
    }

    /** For each prefix the length of its longest proper prefix that is also its suffix (Knuth, Morris, Pratt). */
    private static int[] borders(byte[] text) {
        var border = new int[text.length];
        for (int i = 1, length = 0; i < text.length; i++) {
            while (length > 0 && text[length] != text[i]) {
                length = border[length - 1];
            }
            if (text[length] == text[i]) {
                length++;
            }
            border[i] = length;
        }
        return border;
    }
}
