package dev.agenthub.emulator;

import java.util.Objects;

/** Writes cells as characters with the SGR and OSC 8 that they need; expects a plain pen and leaves one. */
final class RowPainter {
    private final Bytes out;
    private long style = Style.DEFAULT;
    private Adornment adornment;

    RowPainter(Bytes out) {
        this.out = out;
    }

    /** Paints the cells {@code from..to}; the pen stays as the last of them has it, until {@link #plain()}. */
    void paint(Row row, int from, int to) {
        for (int x = from; x < to; x++) {
            int code = row.codes[x];
            if (code == Row.TRAILER) {
                continue;
            }
            dress(row.styles[x], row.adornments == null ? null : row.adornments[x]);
            out.codePoint(code);
            if (row.marks != null && row.marks[x] != null) {
                out.text(row.marks[x]);
            }
        }
    }

    void plain() {
        dress(Style.DEFAULT, null);
    }

    private void dress(long newStyle, Adornment newAdornment) {
        int colour = Adornment.underlineColour(newAdornment);
        if (newStyle != style || colour != Adornment.underlineColour(adornment)) {
            Style.sgr(out, newStyle, colour);
        }
        String link = Adornment.link(newAdornment);
        if (!Objects.equals(link, Adornment.link(adornment))) {
            link(out, link);
        }
        style = newStyle;
        adornment = newAdornment;
    }

    /** Appends what begins a link, or ends one where it is null. */
    static void link(Bytes out, String link) {
        out.ascii("\033]8;").text(link == null ? ";" : link).ascii("\033\\");
    }
}
