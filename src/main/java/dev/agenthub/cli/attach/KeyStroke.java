package dev.agenthub.cli.attach;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Decodes a key from any of its encodings. If the program has enabled the kitty keyboard protocol or xterm's
 * modifyOtherKeys, Ctrl-P arrives as {@code CSI 112 ; 5 u} or {@code CSI 27 ; 5 ; 112 ~}.
 */
final class KeyStroke {

    /** Not an ASCII character: arrows, Alt with a key, bytes of UTF-8. */
    static final int OTHER = -1;
    /** Does not interrupt a key sequence: key releases, modifiers alone, mouse and focus reports. */
    static final int NEUTRAL = -2;

    private static final Pattern KITTY = Pattern.compile("(\\d+)(?::\\d*)*(?:;(\\d*)(?::(\\d+))?)?(?:;[\\d:]*)?u");
    private static final Pattern OTHER_KEYS = Pattern.compile("27;(\\d+);(\\d+)~");
    private static final Pattern REPORT = Pattern.compile("<[\\d;]+[Mm]|[IO]");
    private static final Pattern RELEASE = Pattern.compile("[\\d;]*:3[~A-Z]");
    /** The longest sequence that encodes a key, in bytes. */
    private static final int MAX_LENGTH = 64;
    private static final int SHIFT = 1;
    private static final int CTRL = 4;
    /** Shift, alt, ctrl, super, hyper, meta. The bits above are locks and are ignored. */
    private static final int MODIFIERS = 63;

    private KeyStroke() {
    }

    /** The character that a plain terminal sends for the key, 0 to 127, or {@link #OTHER} or {@link #NEUTRAL}. */
    static int of(byte[] key) {
        if (key.length == 1) {
            return key[0] >= 0 ? key[0] : OTHER;
        }
        if (key.length > MAX_LENGTH) {
            return OTHER;
        }
        var body = new String(key, 2, key.length - 2, StandardCharsets.ISO_8859_1);
        var kitty = KITTY.matcher(body);
        if (kitty.matches()) {
            int code = number(kitty.group(1), 0);
            boolean modifierAlone = code >= 57358 && code <= 57360 || code >= 57441 && code <= 57454;
            return "3".equals(kitty.group(3)) || modifierAlone ? NEUTRAL : of(code, number(kitty.group(2), 1));
        }
        var other = OTHER_KEYS.matcher(body);
        if (other.matches()) {
            return of(number(other.group(2), 0), number(other.group(1), 1));
        }
        return REPORT.matcher(body).matches() || RELEASE.matcher(body).matches() ? NEUTRAL : OTHER;
    }

    private static int of(int code, int modifiers) {
        int held = (modifiers - 1) & MODIFIERS;
        if (code < 0 || code > 0x7f) {
            return OTHER;
        }
        return switch (held) {
            case 0 -> code;
            case SHIFT -> Character.toUpperCase(code);
            case CTRL -> Character.toUpperCase(code) & 0x1f;
            default -> OTHER;
        };
    }

    private static int number(String digits, int fallback) {
        return digits == null || digits.isEmpty() || digits.length() > 7 ? fallback : Integer.parseInt(digits);
    }
}
