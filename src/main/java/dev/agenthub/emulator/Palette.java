package dev.agenthub.emulator;

import java.util.Map;
import java.util.TreeMap;

/** The colours set by OSC 4, 10, 11 and 12, over the defaults. */
final class Palette {
    /** The keys of the text colours follow the 256 of the palette. */
    static final int FOREGROUND = 256;
    static final int BACKGROUND = 257;
    static final int CURSOR = 258;

    private static final int[] SIXTEEN = {
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    };

    private final Map<Integer, Integer> changed = new TreeMap<>();

    /** The colour as 0xRRGGBB. */
    int get(int key) {
        return changed.getOrDefault(key, initial(key));
    }

    void set(int key, int rgb) {
        changed.put(key, rgb);
    }

    void reset(int key) {
        changed.remove(key);
    }

    void resetIndexed() {
        changed.keySet().removeIf(key -> key < FOREGROUND);
    }

    void reset() {
        changed.clear();
    }

    /** Appends the sequences that set the changed colours. */
    void write(Bytes out) {
        changed.forEach((key, rgb) -> writeSet(out, key, rgb));
    }

    static void writeSet(Bytes out, int key, int rgb) {
        prefix(out, key);
        colour(out, rgb, 1);
        out.ascii("\033\\");
    }

    /** Appends the answer to a query, in the same form with 16 bits per component, as in xterm. */
    void writeAnswer(Bytes out, int key, boolean bell) {
        prefix(out, key);
        colour(out, get(key), 2);
        out.ascii(bell ? "\007" : "\033\\");
    }

    /**
     * Parses {@code #RGB}, {@code #RRGGBB} (also with 3 or 4 digits per component) and {@code rgb:R/G/B} with 1 to 4
     * digits each: the numeric forms of XParseColor(3).
     *
     * @return 0xRRGGBB, or -1 if the text is invalid
     */
    static int parse(String text) {
        String[] parts;
        if (text.startsWith("#") && (text.length() - 1) % 3 == 0) {
            int digits = (text.length() - 1) / 3;
            parts = new String[] {text.substring(1, 1 + digits), text.substring(1 + digits, 1 + 2 * digits),
                text.substring(1 + 2 * digits)};
        } else if (text.startsWith("rgb:")) {
            parts = text.substring(4).split("/", -1);
        } else {
            return -1;
        }
        if (parts.length != 3) {
            return -1;
        }
        int rgb = 0;
        for (var part : parts) {
            if (!part.matches("[0-9A-Fa-f]{1,4}")) {
                return -1;
            }
            int greatest = (1 << 4 * part.length()) - 1;
            rgb = rgb << 8 | (Integer.parseInt(part, 16) * 255 + greatest / 2) / greatest;
        }
        return rgb;
    }

    private static void prefix(Bytes out, int key) {
        out.ascii("\033]");
        if (key < FOREGROUND) {
            out.ascii("4;").number(key).add(';');
        } else {
            out.number(10 + key - FOREGROUND).add(';');
        }
    }

    private static void colour(Bytes out, int rgb, int times) {
        out.ascii("rgb:");
        for (int shift = 16; shift >= 0; shift -= 8) {
            var hex = String.format("%02x", rgb >> shift & 0xFF);
            out.ascii(hex.repeat(times)).ascii(shift == 0 ? "" : "/");
        }
    }

    private static int initial(int key) {
        if (key < 16) {
            return SIXTEEN[key];
        }
        if (key < 232) {
            int cube = key - 16;
            return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
        }
        if (key < FOREGROUND) {
            return (8 + (key - 232) * 10) * 0x010101;
        }
        return key == BACKGROUND ? 0x1E1E1E : 0xD4D4D4;
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }
}
