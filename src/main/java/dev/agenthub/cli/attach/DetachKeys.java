package dev.agenthub.cli.attach;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises Ctrl-P Ctrl-Q in what a person types. As in Docker, Ctrl-P is held until the next key: when that is not
 * Ctrl-Q, both go through; when it is another Ctrl-P, the first goes through and the second is held.
 *
 * <p>A program may have asked the terminal for the kitty keyboard protocol or for xterm's modifyOtherKeys; then these
 * keys arrive as {@code CSI 112 ; 5 u} or {@code CSI 27 ; 5 ; 112 ~}. Those count too, and releases of keys, modifiers
 * pressed alone, mouse and focus reports between the two keys do not part them.
 */
final class DetachKeys {

    /**
     * What became of a chunk.
     *
     * @param through what is for the agent, in order
     * @param detach  whether the person wants to leave; what came after that is dropped
     */
    record Result(byte[] through, boolean detach) {}

    private enum Key { CTRL_P, CTRL_Q, NEUTRAL, OTHER }

    private static final int ESC = 0x1b;
    /** The longest sequence that is looked into, and the most that is held back. */
    private static final int BOUND = 64;
    private static final Pattern KITTY = Pattern.compile("(\\d+)(?::\\d*)*(?:;(\\d*)(?::(\\d+))?)?(?:;[\\d:]*)?u");
    private static final Pattern OTHER_KEYS = Pattern.compile("27;(\\d+);(\\d+)~");
    private static final Pattern REPORT = Pattern.compile("<[\\d;]+[Mm]|[IO]");
    private static final Pattern RELEASE = Pattern.compile("[\\d;]*:3[~A-Z]");
    private static final int CTRL = 4;
    /** Shift, alt, ctrl, super, hyper, meta; the locks above them change nothing. */
    private static final int MODIFIERS = 63;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean armed;
    private byte[] begun = new byte[0];

    Result feed(byte[] chunk) {
        byte[] in = joined(begun, chunk);
        begun = new byte[0];
        ByteArrayOutputStream through = new ByteArrayOutputStream();
        int at = 0;
        while (at < in.length) {
            int end = endOfKey(in, at);
            if (end < 0) {
                begun = slice(in, at, in.length);
                break;
            }
            if (take(slice(in, at, end), through)) {
                return new Result(through.toByteArray(), true);
            }
            at = end;
        }
        return new Result(through.toByteArray(), false);
    }

    /** @return whether this key completes the two */
    private boolean take(byte[] key, ByteArrayOutputStream through) {
        Key kind = kind(key);
        if (armed && kind == Key.CTRL_Q) {
            held.reset();
            armed = false;
            return true;
        }
        if (armed && kind == Key.NEUTRAL && held.size() + key.length <= BOUND) {
            held.writeBytes(key);
            return false;
        }
        through.writeBytes(held.toByteArray());
        held.reset();
        armed = kind == Key.CTRL_P;
        (armed ? held : through).writeBytes(key);
        return false;
    }

    /**
     * Where the key at {@code at} ends; -1 when only the beginning of a control sequence is there. Escape alone and
     * escape with a bracket (that is Alt-[) are keys: they never wait.
     */
    private static int endOfKey(byte[] in, int at) {
        if (in[at] != ESC || at + 1 >= in.length || in[at + 1] != '[') {
            return at + 1;
        }
        for (int i = at + 2; i < in.length; i++) {
            if (in[i] >= 0x40 && in[i] <= 0x7e) {
                return i + 1;
            }
            if (in[i] < 0x20 || i - at >= BOUND) {
                return at + 1;
            }
        }
        boolean mayBeOurs = in.length - at > 2 && in.length - at < BOUND;
        return mayBeOurs ? -1 : at + 1;
    }

    private static Key kind(byte[] key) {
        if (key.length == 1) {
            return key[0] == 0x10 ? Key.CTRL_P : key[0] == 0x11 ? Key.CTRL_Q : Key.OTHER;
        }
        String body = new String(key, 2, key.length - 2, StandardCharsets.ISO_8859_1);
        Matcher kitty = KITTY.matcher(body);
        if (kitty.matches()) {
            int code = number(kitty.group(1), 0);
            boolean modifierAlone = code >= 57358 && code <= 57360 || code >= 57441 && code <= 57454;
            return "3".equals(kitty.group(3)) || modifierAlone ? Key.NEUTRAL : kind(code, number(kitty.group(2), 1));
        }
        Matcher other = OTHER_KEYS.matcher(body);
        if (other.matches()) {
            return kind(number(other.group(2), 0), number(other.group(1), 1));
        }
        return REPORT.matcher(body).matches() || RELEASE.matcher(body).matches() ? Key.NEUTRAL : Key.OTHER;
    }

    private static Key kind(int code, int modifiers) {
        if (((modifiers - 1) & MODIFIERS) != CTRL) {
            return Key.OTHER;
        }
        return code == 'p' ? Key.CTRL_P : code == 'q' ? Key.CTRL_Q : Key.OTHER;
    }

    private static int number(String digits, int absent) {
        return digits == null || digits.isEmpty() || digits.length() > 7 ? absent : Integer.parseInt(digits);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length);
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
