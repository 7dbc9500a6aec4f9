package dev.agenthub.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The input side of a terminal. While one typist holds it, the input of others waits, so that two never mix. Tracks
 * whether an unfinished line has been typed. Thread-safe.
 */
final class Keyboard {

    /** Someone counts as typing for this long after a key. */
    private static final Duration TYPING_PERIOD = Duration.ofSeconds(5);
    /** How long a line is left alone if it was edited in ways that cannot be tracked. */
    private static final Duration EDITED_LINE_PERIOD = Duration.ofMinutes(10);
    private static final int TAIL = 12;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private boolean edited;
    private boolean taken;
    private Instant last = Instant.MIN;

    /** Passes input on, or holds it back while the keyboard is taken. */
    synchronized boolean type(byte[] data, Predicate<byte[]> program, Instant now) {
        trackLine(data);
        last = now;
        if (!taken) {
            return program.test(data);
        }
        if (held.size() + data.length > TerminalInput.MAX_BYTES) {
            return false;
        }
        held.writeBytes(data);
        return true;
    }

    /** Takes the keyboard, unless it is taken or busy. */
    synchronized boolean take(List<String> screen, Instant now) {
        if (taken || isBusy(screen, now)) {
            return false;
        }
        taken = true;
        return true;
    }

    /** Releases the keyboard and types what was held back. */
    synchronized boolean release(Predicate<byte[]> program) {
        taken = false;
        var waiting = held.toByteArray();
        held.reset();
        return waiting.length == 0 || program.test(waiting);
    }

    /** Moves a last keystroke that a clock set back has put in the future to now. */
    synchronized void clockJumped(Instant now) {
        last = last.isAfter(now) ? now : last;
    }

    /** Forgets the line: a new program begins, or the line is finished. */
    synchronized void forgetLine() {
        line.setLength(0);
        edited = false;
    }

    /** Whether someone is typing or has left an unfinished line that is still on the screen. */
    synchronized boolean isBusy(List<String> screen, Instant now) {
        if (now.isBefore(last == Instant.MIN ? last : last.plus(TYPING_PERIOD))) {
            return true;
        }
        if (edited) {
            return now.isBefore(last.plus(EDITED_LINE_PERIOD));
        }
        return !line.isEmpty() && isOnScreen(screen);
    }

    private boolean isOnScreen(List<String> screen) {
        var tail = withoutBlanks(line.substring(Math.max(0, line.length() - TAIL)));
        var above = "";
        for (var row : screen) {
            var current = withoutBlanks(row);
            if (!tail.isEmpty() && !current.isEmpty() && (above + current).endsWith(tail)) {
                return true;
            }
            above = current;
        }
        return false;
    }

    /** The text without blanks and frames, as it may be wrapped on a screen. */
    static String withoutBlanks(String text) {
        return text.replaceAll("[\\s│┃|]+", "");
    }

    private void trackLine(byte[] data) {
        var text = new String(data, StandardCharsets.UTF_8);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\r', '\n', 0x03, 0x04, 0x15 -> forgetLine();
                case 0x08, 0x7f -> line.setLength(Math.max(0, line.length() - 1));
                case 0x1b -> {
                    var end = sequenceEnd(text, i);
                    // Arrow keys and the like move within a line; focus, mouse and paste marks do not.
                    edited |= !line.isEmpty() && "ABCDHF".indexOf(text.charAt(end)) >= 0;
                    i = end;
                }
                default -> {
                    if (c >= 0x20) {
                        line.append(c);
                    } else {
                        edited |= !line.isEmpty();
                    }
                }
            }
        }
        if (line.length() > TerminalInput.MAX_BYTES) {
            line.delete(0, line.length() - TAIL);
        }
    }

    private static int sequenceEnd(String text, int escape) {
        var i = escape + 1;
        if (i < text.length() && (text.charAt(i) == '[' || text.charAt(i) == 'O')) {
            i++;
            while (i < text.length() && text.charAt(i) < 0x40) {
                i++;
            }
        }
        return Math.min(i, text.length() - 1);
    }
}
