package dev.agenthub.emulator;

/** Answers queries of programs, as a VT220 with colour named agent-hub. The forms are those of xterm's ctlseqs. */
final class Replies {
    /** The cell size in reports that are in pixels. It is made up, because programs divide by it. */
    private static final int CELL_WIDTH = 8;
    private static final int CELL_HEIGHT = 16;

    private final Model m;
    private final Output out;

    Replies(Model model, Output out) {
        m = model;
        this.out = out;
    }

    void primaryAttributes() {
        out.reply("\033[?62;22c");
    }

    /** Programs read the second number as a version of xterm and use the features of that version. */
    void secondaryAttributes() {
        out.reply("\033[>0;276;0c");
    }

    void tertiaryAttributes() {
        out.reply("\033P!|00000000\033\\");
    }

    void version() {
        out.reply("\033P>|agent-hub\033\\");
    }

    /** DSR. */
    void status(int what, boolean dec) {
        if (!dec) {
            switch (what) {
                case 5 -> out.reply("\033[0n");
                case 6 -> cursorPosition("\033[");
                default -> { }
            }
            return;
        }
        switch (what) {
            case 6 -> cursorPosition("\033[?");
            // No printer, no user-defined keys to lock, a North American keyboard, no locator.
            case 15 -> out.reply("\033[?13n");
            case 25 -> out.reply("\033[?20n");
            case 26 -> out.reply("\033[?27;1;0;0n");
            case 55 -> out.reply("\033[?50n");
            // A dark colour scheme, in line with the background of OSC 11.
            case 996 -> out.reply("\033[?997;1n");
            default -> { }
        }
    }

    void mode(int number, boolean dec, int state) {
        out.reply(new Bytes(16).ascii(dec ? "\033[?" : "\033[").number(number).add(';').number(state).ascii("$y"));
    }

    void keyboardFlags() {
        out.reply(new Bytes(16).ascii("\033[?").number(m.keys().flags()).add('u'));
    }

    /** XTQMODKEYS. */
    void modifyOtherKeys(int resource) {
        if (resource == 4) {
            out.reply(new Bytes(16).ascii("\033[>4;").number(m.modes.modifyOtherKeys).add('m'));
        }
    }

    /** The reports of XTWINOPS. Title reports are refused: they would type what a program wrote. */
    void window(int what) {
        switch (what) {
            case 11 -> out.reply("\033[1t");
            case 13 -> out.reply("\033[3;0;0t");
            case 14 -> size(4, m.rows * CELL_HEIGHT, m.cols * CELL_WIDTH);
            case 15 -> size(5, m.rows * CELL_HEIGHT, m.cols * CELL_WIDTH);
            case 16 -> size(6, CELL_HEIGHT, CELL_WIDTH);
            case 18 -> size(8, m.rows, m.cols);
            case 19 -> size(9, m.rows, m.cols);
            default -> { }
        }
    }

    void colour(int key, boolean bell) {
        var answer = new Bytes(40);
        m.palette.writeAnswer(answer, key, bell);
        out.reply(answer);
    }

    /** DECRQSS. */
    void setting(String what) {
        var answer = new Bytes(32);
        switch (what) {
            case "m" -> {
                answer.ascii("\033P1$r0");
                Style.parameters(answer, m.pen.style(), m.pen.underlineColour());
            }
            case "r" -> answer.ascii("\033P1$r").number(m.top + 1).add(';').number(m.bottom + 1);
            case " q" -> answer.ascii("\033P1$r").number(m.modes.cursorShape);
            default -> {
                out.reply("\033P0$r\033\\");
                return;
            }
        }
        out.reply(answer.ascii(what).ascii("\033\\"));
    }

    /** XTGETTCAP: names and values are in hexadecimal. */
    void capability(String name, String hexName) {
        var value = switch (name) {
            case "Co", "colors" -> "256";
            case "TN", "name" -> "xterm-256color";
            case "RGB" -> "8/8/8";
            default -> null;
        };
        var answer = new Bytes(64).ascii(value == null ? "\033P0+r" : "\033P1+r").ascii(hexName);
        if (value != null) {
            answer.add('=');
            value.chars().forEach(c -> answer.ascii(Integer.toHexString(c)));
        }
        out.reply(answer.ascii("\033\\"));
    }

    /** Designates ASCII for viewers, in place of an unknown set. */
    void showDesignation(int g) {
        out.emit(new Bytes(3).add(0x1B).add("()*+".charAt(g)).add('B'));
    }

    private void cursorPosition(String introducer) {
        int first = m.modes.is(Mode.ORIGIN) ? m.top : 0;
        out.reply(new Bytes(16).ascii(introducer).number(m.row - first + 1).add(';').number(m.col + 1).add('R'));
    }

    private void size(int kind, int height, int width) {
        out.reply(new Bytes(16).ascii("\033[").number(kind).add(';').number(height).add(';').number(width).add('t'));
    }
}
