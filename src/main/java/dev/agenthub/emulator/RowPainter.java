package dev.agenthub.emulator;

import java.util.Objects;

/** Writes cells as characters with SGR and OSC 8; expects a plain pen and leaves one. */
final class RowPainter {
    private final Bytes out;
    private long style = Style.DEFAULT;
    private Adornment adornment;

    RowPainter(Bytes out) {
        this.out = out;
    }

    /** Paints the cells {@code from..to}; the pen keeps the style of the last one until {@link #plain()}. */
    void paint(Row row, int from, int to) {
        for (int x = from; x < to; x++) {
            int code = row.codes[x];
            if (code == Row.TRAILER) {
                continue;
            }
            applyStyle(row.styles[x], row.adornments == null ? null : row.adornments[x]);
            out.codePoint(code);
            if (row.marks != null && row.marks[x] != null) {
                out.text(row.marks[x]);
            }
        }
    }

    void plain() {
        applyStyle(Style.DEFAULT, null);
    }

    private void applyStyle(long newStyle, Adornment newAdornment) {
        int colour = Adornment.underlineColour(newAdornment);
        if (newStyle != style || colour != Adornment.underlineColour(adornment)) {
            Style.sgr(out, newStyle, colour);
        }
        var link = Adornment.link(newAdornment);
        if (!Objects.equals(link, Adornment.link(adornment))) {
            link(out, link);
        }
        style = newStyle;
        adornment = newAdornment;
    }

    /** Appends the start of a link, or the end of one if {@code link} is null. */
    static void link(Bytes out, String link) {
        out.ascii("\033]8;").text(link == null ? ";" : link).ascii("\033\\");
    }
}
