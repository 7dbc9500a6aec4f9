package dev.agenthub.emulator;

/**
 * The style of a cell, packed into a {@code long} so that a row is a flat array (SGR: ECMA-48 8.3.117, xterm ctlseqs).
 *
 * <p>Bits 0 to 25 hold the foreground, 26 to 51 the background, 52 to 59 the flags below, 60 to 62 the underline. A
 * colour is 24 bits of value below 2 bits of kind: 0 default, 1 palette index, 2 RGB. Zero is the default style.
 */
final class Style {
    static final long DEFAULT = 0;

    static final long BOLD = 1L << 52;
    static final long DIM = 1L << 53;
    static final long ITALIC = 1L << 54;
    static final long BLINK = 1L << 55;
    static final long INVERSE = 1L << 56;
    static final long HIDDEN = 1L << 57;
    static final long STRIKE = 1L << 58;
    static final long OVERLINE = 1L << 59;

    static final int DEFAULT_COLOUR = 0;

    private static final int COLOUR_BITS = 26;
    private static final long COLOUR_MASK = (1L << COLOUR_BITS) - 1;
    private static final int UNDERLINE_SHIFT = 60;
    private static final long UNDERLINE_MASK = 7L << UNDERLINE_SHIFT;
    private static final int INDEXED = 1 << 24;
    private static final int RGB = 2 << 24;

    private Style() {
    }

    static int indexed(int index) {
        return INDEXED | index;
    }

    static int rgb(int red, int green, int blue) {
        return RGB | red << 16 | green << 8 | blue;
    }

    static boolean isIndexed(int colour) {
        return colour >>> 24 == INDEXED >>> 24;
    }

    static boolean isRgb(int colour) {
        return colour >>> 24 == RGB >>> 24;
    }

    /** The palette index, or 0xRRGGBB. */
    static int value(int colour) {
        return colour & 0xFFFFFF;
    }

    static int foreground(long style) {
        return (int) (style & COLOUR_MASK);
    }

    static int background(long style) {
        return (int) (style >>> COLOUR_BITS & COLOUR_MASK);
    }

    static long withForeground(long style, int colour) {
        return style & ~COLOUR_MASK | colour;
    }

    static long withBackground(long style, int colour) {
        return style & ~(COLOUR_MASK << COLOUR_BITS) | (long) colour << COLOUR_BITS;
    }

    /** 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed, as in {@code SGR 4:n}. */
    static int underline(long style) {
        return (int) ((style & UNDERLINE_MASK) >>> UNDERLINE_SHIFT);
    }

    static long withUnderline(long style, int kind) {
        return style & ~UNDERLINE_MASK | (long) kind << UNDERLINE_SHIFT;
    }

    /** The style of an erased cell: the background, as xterm's "back colour erase". */
    static long erased(long style) {
        return style & COLOUR_MASK << COLOUR_BITS;
    }

    /** Appends {@code CSI 0;...m}, which sets this style regardless of the previous one. */
    static void sgr(Bytes out, long style, int underlineColour) {
        out.ascii("\033[0");
        parameters(out, style, underlineColour);
        out.add('m');
    }

    /** Appends the parameters after the leading 0. */
    static void parameters(Bytes out, long style, int underlineColour) {
        flag(out, style, BOLD, 1);
        flag(out, style, DIM, 2);
        flag(out, style, ITALIC, 3);
        int underline = underline(style);
        if (underline == 1) {
            out.ascii(";4");
        } else if (underline > 1) {
            out.ascii(";4:").number(underline);
        }
        flag(out, style, BLINK, 5);
        flag(out, style, INVERSE, 7);
        flag(out, style, HIDDEN, 8);
        flag(out, style, STRIKE, 9);
        flag(out, style, OVERLINE, 53);
        colour(out, foreground(style), 30);
        colour(out, background(style), 40);
        if (isIndexed(underlineColour)) {
            out.ascii(";58:5:").number(value(underlineColour));
        } else if (isRgb(underlineColour)) {
            int rgb = value(underlineColour);
            out.ascii(";58:2::").number(rgb >> 16).add(':').number(rgb >> 8 & 0xFF).add(':').number(rgb & 0xFF);
        }
    }

    private static void flag(Bytes out, long style, long flag, int parameter) {
        if ((style & flag) != 0) {
            out.add(';').number(parameter);
        }
    }

    private static void colour(Bytes out, int colour, int base) {
        int value = value(colour);
        if (isIndexed(colour)) {
            if (value < 8) {
                out.add(';').number(base + value);
            } else if (value < 16) {
                out.add(';').number(base + 60 + value - 8);
            } else {
                out.add(';').number(base + 8).ascii(";5;").number(value);
            }
        } else if (isRgb(colour)) {
            out.add(';').number(base + 8).ascii(";2;").number(value >> 16).add(';').number(value >> 8 & 0xFF)
                    .add(';').number(value & 0xFF);
        }
    }
}
