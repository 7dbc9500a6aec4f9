package dev.agenthub.emulator;

/** Dumps a model as text, so that two can be compared and the difference be read. */
final class ModelDump {
    private ModelDump() {
    }

    static String of(Model m) {
        var out = new StringBuilder();
        out.append("size ").append(m.cols).append('x').append(m.rows).append('\n');
        out.append("cursor ").append(m.row).append(',').append(m.col).append(m.wrapPending ? " pending" : "")
                .append('\n');
        out.append("pen ").append(style(m.pen.style(), m.pen.adornment())).append('\n');
        out.append("margins ").append(m.top).append("..").append(m.bottom).append('\n');
        out.append("modes");
        for (var mode : Mode.values()) {
            out.append(m.modes.is(mode) ? " " + mode : "");
        }
        out.append(" mouse ").append(m.modes.mouseTracking()).append('/').append(m.modes.mouseEncoding())
                .append(" shape ").append(m.modes.cursorShape).append(" keys ").append(m.modes.modifyOtherKeys)
                .append('\n');
        out.append("charsets ").append(m.charsets.save()).append(" single ").append(m.charsets.singleShift())
                .append('\n');
        out.append("tabs");
        for (int col = 0; col < m.cols; col++) {
            out.append(m.tabs.at(col) ? " " + col : "");
        }
        var palette = new Bytes(16);
        m.palette.write(palette);
        out.append("\npalette ").append(palette).append("\ntitle ").append(m.title).append('\n');
        out.append("saved ").append(m.mainSaved).append(" keys ").append(keys(m.mainKeys)).append('\n');
        for (var line : m.main.scrollback()) {
            out.append("~").append(row(line.toRow(m.cols))).append('\n');
        }
        grid(out, m.main);
        if (m.onAlternate()) {
            out.append("alternate ").append(m.alternateSaved).append(" keys ").append(keys(m.alternateKeys))
                    .append('\n');
            grid(out, m.alternate);
        }
        return out.toString();
    }

    private static void grid(StringBuilder out, Grid grid) {
        for (int y = 0; y < grid.rows(); y++) {
            out.append('|').append(row(grid.row(y))).append('\n');
        }
    }

    private static String row(Row row) {
        var out = new StringBuilder();
        var before = style(Style.DEFAULT, null);
        for (int x = 0; x < row.trimmed(); x++) {
            var style = style(row.styles[x], row.adornments == null ? null : row.adornments[x]);
            if (!style.equals(before)) {
                out.append('{').append(style).append('}');
                before = style;
            }
            if (row.codes[x] == Row.TRAILER) {
                out.append('>');
            } else {
                out.appendCodePoint(row.codes[x]);
            }
            out.append(row.marks == null || row.marks[x] == null ? "" : "+" + row.marks[x]);
        }
        return out.toString();
    }

    private static String style(long style, Adornment adornment) {
        var out = new Bytes(32);
        Style.parameters(out, style, Adornment.underlineColour(adornment));
        return out + (Adornment.link(adornment) == null ? "" : " link " + adornment.link());
    }

    private static String keys(KittyKeys keys) {
        var out = new Bytes(16);
        keys.write(out);
        return out.toString().replace("\033", "^");
    }
}
