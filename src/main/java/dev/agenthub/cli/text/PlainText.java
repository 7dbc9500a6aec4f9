package dev.agenthub.cli.text;

import java.util.function.IntPredicate;

/**
 * Makes untrusted text safe to print: titles, reasons and file names must not move the cursor, colour the screen or
 * change the reading direction.
 */
public final class PlainText {

    private PlainText() {
    }

    /** One line: removes escape sequences, and replaces line breaks and tabs with spaces. */
    public static String line(String text) {
        return strip(text, false);
    }

    /** Several lines: removes escape sequences, and keeps line breaks and tabs. */
    public static String lines(String text) {
        return strip(text, true);
    }

    private static String strip(String text, boolean keepLines) {
        var plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int end = at + Character.charCount(c);
            if (c == 0x1b || c >= 0x80 && c <= 0x9f) {
                end = endOfSequence(text, at);
            } else if (c == '\n' || c == '\t') {
                plain.append(keepLines ? (char) c : ' ');
            } else if (isPrintable(c)) {
                plain.appendCodePoint(c);
            }
            at = end;
        }
        return plain.toString();
    }

    private static boolean isPrintable(int c) {
        boolean turnsDirection = c == 0x061c || c == 0x200e || c == 0x200f
                || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        boolean separatesLines = c == 0x2028 || c == 0x2029;
        return c >= ' ' && c != 0x7f && !turnsDirection && !separatesLines && !(c >= 0xd800 && c <= 0xdfff);
    }

    /** The end of the sequence at {@code at}: after its final byte or terminator, or at the end of the text. */
    private static int endOfSequence(String text, int at) {
        boolean sevenBit = text.charAt(at) == 0x1b;
        int body = sevenBit ? at + 2 : at + 1;
        if (sevenBit && at + 1 >= text.length()) {
            return text.length();
        }
        char kind = sevenBit ? text.charAt(at + 1) : (char) (text.charAt(at) - 0x40);
        return switch (kind) {
            case '[' -> after(text, body, c -> c >= 0x40 && c <= 0x7e);
            case ']', 'P', 'X', '^', '_' -> afterString(text, body);
            default -> kind >= 0x20 && kind <= 0x2f ? after(text, body, c -> c >= 0x30 && c <= 0x7e)
                    : sevenBit && (kind < 0x30 || kind > 0x7e) ? at + 1 : body;
        };
    }

    private static int after(String text, int from, IntPredicate isFinal) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isFinal.test(c)) {
                return at + 1;
            }
            if (c < 0x20 || c > 0x7e) {
                return at;
            }
        }
        return text.length();
    }

    private static int afterString(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0x07 || c == 0x9c) {
                return at + 1;
            }
            if (c == 0x1b) {
                return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : at;
            }
        }
        return text.length();
    }
}
