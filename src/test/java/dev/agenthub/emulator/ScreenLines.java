package dev.agenthub.emulator;

import dev.agenthub.Xterm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Formats an emulator's screen as {@link Xterm} does, so that the two can be compared. */
public final class ScreenLines {

    private ScreenLines() {
    }

    static Xterm.Shown of(Emulator emulator) {
        var screen = emulator.screen();
        var m = emulator.model();
        var modes = m.modes.is(Mode.APPLICATION_CURSOR_KEYS) + " " + m.modes.is(Mode.BRACKETED_PASTE) + " "
                + m.modes.is(Mode.ORIGIN) + " "
                + m.modes.is(Mode.INSERT) + " " + m.modes.is(Mode.AUTOWRAP) + " " + m.modes.is(Mode.FOCUS_EVENTS) + " "
                + mouse(m.modes.mouseTracking());
        return new Xterm.Shown(lines(screen), emulator.scrollback(), m.row, m.wrapPending ? m.cols : m.col,
                screen.cursor().visible(), screen.alternate(), screen.title(), modes);
    }

    /** The lines with their styles. */
    public static List<String> lines(Screen screen) {
        return screen.lines().stream().map(ScreenLines::line).toList();
    }

    private static String line(Screen.TextLine line) {
        var text = new StringBuilder();
        var before = "";
        for (var span : line.spans()) {
            var style = style(span.style());
            if (!style.equals(before)) {
                text.append('<').append(style).append('>');
            }
            before = style;
            text.append(span.text());
        }
        // A blank that is only a link cannot be seen.
        return before.equals("default default ") ? text.toString().stripTrailing() : text.toString();
    }

    private static String style(TextStyle style) {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        flags.put("bold", style.bold());
        flags.put("dim", style.dim());
        flags.put("italic", style.italic());
        flags.put("blink", style.blink());
        flags.put("inverse", style.inverse());
        flags.put("hidden", style.hidden());
        flags.put("strike", style.strike());
        flags.put("overline", style.overline());
        // The only known difference: xterm.js underlines links.
        flags.put("underline", style.underline() != 0 || style.link() != null);
        var set = new StringJoiner(" ");
        flags.forEach((name, is) -> {
            if (is) {
                set.add(name);
            }
        });
        return style.foreground() + " " + style.background() + " " + set;
    }

    private static String mouse(int tracking) {
        return switch (tracking) {
            case 9 -> "x10";
            case 1000 -> "vt200";
            case 1002 -> "drag";
            case 1003 -> "any";
            default -> "none";
        };
    }
}
