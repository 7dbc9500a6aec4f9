package dev.agenthub.emulator;

/** The modes that are set, except the choice of screen. */
final class Modes {
    private static final int INITIAL = initial();

    private int flags = INITIAL;
    /** 0, or the DEC private mode that reports the mouse: 9, 1000, 1002, 1003. */
    private int mouseTracking;
    /** 0, or the DEC private mode of the reports' form: 1005, 1006, 1015, 1016. */
    private int mouseEncoding;
    /** DECSCUSR: 0 for the default, 1 to 6 for the shapes of DEC and xterm. */
    int cursorShape;
    /** XTMODKEYS resource 4, "modifyOtherKeys". */
    int modifyOtherKeys;

    boolean is(Mode mode) {
        return (flags & mode.bit()) != 0;
    }

    void set(Mode mode, boolean on) {
        flags = on ? flags | mode.bit() : flags & ~mode.bit();
    }

    int mouseTracking() {
        return mouseTracking;
    }

    int mouseEncoding() {
        return mouseEncoding;
    }

    static boolean isMouseTracking(int number) {
        return number == 9 || number == 1000 || number == 1002 || number == 1003;
    }

    static boolean isMouseEncoding(int number) {
        return number == 1005 || number == 1006 || number == 1015 || number == 1016;
    }

    /** As in xterm, setting one kind of tracking replaces another, and resetting any ends all. */
    void setMouseTracking(int number, boolean on) {
        mouseTracking = on ? number : 0;
    }

    void setMouseEncoding(int number, boolean on) {
        mouseEncoding = on ? number : 0;
    }

    void reset() {
        flags = INITIAL;
        mouseTracking = 0;
        mouseEncoding = 0;
        cursorShape = 0;
        modifyOtherKeys = 0;
    }

    /** DECSTR: resets the modes named in DEC STD 070, and no later ones. */
    void softReset() {
        set(Mode.INSERT, false);
        set(Mode.ORIGIN, false);
        set(Mode.AUTOWRAP, true);
        set(Mode.CURSOR_VISIBLE, true);
        set(Mode.APPLICATION_CURSOR_KEYS, false);
        set(Mode.APPLICATION_KEYPAD, false);
    }

    private static int initial() {
        int flags = 0;
        for (var mode : Mode.values()) {
            flags |= mode.initially() ? mode.bit() : 0;
        }
        return flags;
    }
}
