package dev.agenthub.emulator;

/**
 * The modes that are simple switches, with the numbers of ECMA-48, DEC and xterm. Mouse tracking and the alternate
 * screen are not included, because setting one of those changes others.
 */
enum Mode {
    INSERT(4, false, false),
    NEW_LINE(20, false, false),
    APPLICATION_CURSOR_KEYS(1, true, false),
    REVERSE_VIDEO(5, true, false),
    ORIGIN(6, true, false),
    AUTOWRAP(7, true, true),
    CURSOR_BLINK(12, true, false),
    CURSOR_VISIBLE(25, true, true),
    APPLICATION_KEYPAD(66, true, false),
    FOCUS_EVENTS(1004, true, false),
    ALTERNATE_SCROLL(1007, true, false),
    BRACKETED_PASTE(2004, true, false),
    SYNCHRONIZED_OUTPUT(2026, true, false);

    private static final Mode[] ALL = values();

    private final int number;
    private final boolean dec;
    private final boolean initially;

    Mode(int number, boolean dec, boolean initially) {
        this.number = number;
        this.dec = dec;
        this.initially = initially;
    }

    int bit() {
        return 1 << ordinal();
    }

    boolean initially() {
        return initially;
    }

    /** The mode with that number, or null. */
    static Mode find(int number, boolean dec) {
        for (var mode : ALL) {
            if (mode.number == number && mode.dec == dec) {
                return mode;
            }
        }
        return null;
    }

    /** Appends the sequence that sets or resets the mode. */
    void write(Bytes out, boolean on) {
        out.ascii(dec ? "\033[?" : "\033[").number(number).add(on ? 'h' : 'l');
    }
}
