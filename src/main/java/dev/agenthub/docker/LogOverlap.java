package dev.agenthub.docker;

/**
 * Finds the overlap of the engine's log and a terminal's live bytes. The connection is made before the log is read, so
 * the end of the log may also arrive over the connection.
 */
final class LogOverlap {

    private LogOverlap() {
    }

    /**
     * {@return how many of the first live bytes the log already contains} This is the largest {@code k} such that the
     * log ends with the first {@code k} live bytes. Runs in linear time.
     */
    static int overlap(byte[] log, byte[] live) {
        var border = borders(live);
        var matched = 0;
        // The overlap is no longer than the live bytes, so only that many bytes at the end of the log matter.
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
     * {@return whether the overlap is final} It is not if all live bytes lie in the middle of the log, because the rest
     * of the overlap has not arrived yet.
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

    /**
     * {@return for each prefix, the length of its longest proper prefix that is also its suffix (Knuth-Morris-Pratt)}
     */
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
