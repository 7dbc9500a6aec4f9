package dev.agenthub.emulator;

/** Select Graphic Rendition: ECMA-48 8.3.117, ISO 8613-6 for colours, xterm and kitty for the rest. */
final class Sgr {
    private static final int DIRECT = 2;
    private static final int INDEXED = 5;
    private static final int NONE = -1;

    private final Pen pen;

    Sgr(Pen pen) {
        this.pen = pen;
    }

    void apply(Params p) {
        int i = 0;
        while (i < p.count()) {
            i += one(p, i);
            // Sub-parameters that are left over belong to an unknown attribute.
            while (p.isSub(i)) {
                i++;
            }
        }
    }

    /** Applies the attribute at {@code i} and returns the number of parameters used. */
    private int one(Params p, int i) {
        int code = p.get(i);
        switch (code) {
            case 0 -> pen.plain();
            case 1 -> set(Style.BOLD);
            case 2 -> set(Style.DIM);
            case 3 -> set(Style.ITALIC);
            case 4 -> underline(p.isSub(i + 1) ? p.get(i + 1) : 1);
            case 5, 6 -> set(Style.BLINK);
            case 7 -> set(Style.INVERSE);
            case 8 -> set(Style.HIDDEN);
            case 9 -> set(Style.STRIKE);
            case 21 -> underline(2);
            case 22 -> clear(Style.BOLD | Style.DIM);
            case 23 -> clear(Style.ITALIC);
            case 24 -> underline(0);
            case 25 -> clear(Style.BLINK);
            case 27 -> clear(Style.INVERSE);
            case 28 -> clear(Style.HIDDEN);
            case 29 -> clear(Style.STRIKE);
            case 38, 48, 58 -> {
                return extended(p, i, code);
            }
            case 39 -> foreground(Style.DEFAULT_COLOUR);
            case 49 -> background(Style.DEFAULT_COLOUR);
            case 53 -> set(Style.OVERLINE);
            case 55 -> clear(Style.OVERLINE);
            case 59 -> pen.underlineColour(Style.DEFAULT_COLOUR);
            default -> sixteen(code);
        }
        return 1;
    }

    private void sixteen(int code) {
        if (code >= 30 && code <= 37) {
            foreground(Style.indexed(code - 30));
        } else if (code >= 40 && code <= 47) {
            background(Style.indexed(code - 40));
        } else if (code >= 90 && code <= 97) {
            foreground(Style.indexed(code - 90 + 8));
        } else if (code >= 100 && code <= 107) {
            background(Style.indexed(code - 100 + 8));
        }
    }

    /**
     * {@code 38:2:space:r:g:b}, {@code 38:2:r:g:b}, {@code 38:5:n} and the forms with semicolons (without a colour
     * space).
     */
    private int extended(Params p, int i, int code) {
        boolean colons = p.isSub(i + 1);
        int length = 1;
        if (colons) {
            while (p.isSub(i + length)) {
                length++;
            }
        }
        int kind = p.get(i + 1);
        int colour = NONE;
        if (kind == INDEXED) {
            colour = indexed(p.get(i + 2));
            length = colons ? length : 3;
        } else if (kind == DIRECT) {
            int first = colons && length >= 6 ? i + 3 : i + 2;
            colour = rgb(p.get(first), p.get(first + 1), p.get(first + 2));
            length = colons ? length : 5;
        } else if (!colons) {
            length = 2;
        }
        if (colour != NONE) {
            switch (code) {
                case 38 -> foreground(colour);
                case 48 -> background(colour);
                default -> pen.underlineColour(colour);
            }
        }
        return length;
    }

    private static int indexed(int index) {
        return index > 255 ? NONE : Style.indexed(index);
    }

    private static int rgb(int red, int green, int blue) {
        return red > 255 || green > 255 || blue > 255 ? NONE : Style.rgb(red, green, blue);
    }

    private void set(long flag) {
        pen.style(pen.style() | flag);
    }

    private void clear(long flags) {
        pen.style(pen.style() & ~flags);
    }

    private void underline(int kind) {
        pen.style(Style.withUnderline(pen.style(), kind > 5 ? 1 : kind));
    }

    private void foreground(int colour) {
        pen.style(Style.withForeground(pen.style(), colour));
    }

    private void background(int colour) {
        pen.style(Style.withBackground(pen.style(), colour));
    }
}
