package dev.agenthub.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who types: what comes while another holds the keyboard waits, so that two typists never mix. Knows whether somebody is in the middle
 * of a line. Thread-safe.
 */
final class Keyboard {

    /** Somebody who typed so recently is still at it. */
    private static final Duration AT_IT = Duration.ofSeconds(5);
    /** A line that was edited in ways that cannot be followed is left alone for so long. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final int TAIL = 12;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private boolean edited;
    private boolean taken;
    private Instant last = Instant.MIN;

    /** Hands what was typed on, or holds it back while the keyboard is taken. */
    synchronized boolean type(byte[] data, Predicate<byte[]> program, Instant now) {
        follow(data);
        last = now;
        if (!taken) {
            return program.test(data);
        }
        if (held.size() + data.length > Typing.MOST) {
            return false;
        }
        held.writeBytes(data);
        return true;
    }

    /** Takes the keyboard, if nobody has it or is in the middle of a line. */
    synchronized boolean take(List<String> screen, Instant now) {
        if (taken || busy(screen, now)) {
            return false;
        }
        taken = true;
        return true;
    }

    /** Gives it back; what was held back is typed now. */
    synchronized boolean release(Predicate<byte[]> program) {
        taken = false;
        var waiting = held.toByteArray();
        held.reset();
        return waiting.length == 0 || program.test(waiting);
    }

    /** What was typed before the clock was set back was not typed later than now. */
    synchronized void clockJumped(Instant now) {
        last = last.isAfter(now) ? now : last;
    }

    /** Another program begins: nobody has typed anything to it. */
    synchronized void begin() {
        line.setLength(0);
        edited = false;
    }

    /** Whether somebody types, or has left a line that is not finished: what was typed still stands at the end of a line. */
    synchronized boolean busy(List<String> screen, Instant now) {
        if (now.isBefore(last == Instant.MIN ? last : last.plus(AT_IT))) {
            return true;
        }
        if (edited) {
            return now.isBefore(last.plus(FORGOTTEN));
        }
        return !line.isEmpty() && stands(screen);
    }

    private boolean stands(List<String> screen) {
        var tail = bare(line.substring(Math.max(0, line.length() - TAIL)));
        var above = "";
        for (var row : screen) {
            var here = bare(row);
            if (!tail.isEmpty() && !here.isEmpty() && (above + here).endsWith(tail)) {
                return true;
            }
            above = here;
        }
        return false;
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s│┃|]+", "");
    }

    private void follow(byte[] data) {
        var text = new String(data, StandardCharsets.UTF_8);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\r', '\n', 0x03, 0x04, 0x15 -> begin();
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
        if (line.length() > Typing.MOST) {
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
