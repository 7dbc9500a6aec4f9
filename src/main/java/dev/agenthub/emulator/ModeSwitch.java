package dev.agenthub.emulator;

/** Executes SM, RM, DECSET and DECRST, and answers DECRQM. */
final class ModeSwitch {
    /** The states of DECRPM. */
    private static final int UNKNOWN = 0;
    private static final int SET = 1;
    private static final int RESET = 2;

    private static final int SAVE_CURSOR = 1048;
    private static final int ALTERNATE_SAVING_CURSOR = 1049;

    private final Model m;
    private final Motion motion;
    private final Editor editor;
    private final Output out;

    ModeSwitch(Model model, Motion motion, Editor editor, Output out) {
        m = model;
        this.motion = motion;
        this.editor = editor;
        this.out = out;
    }

    /** Applies all modes; viewers get the sequence unchanged, or its known modes. */
    boolean apply(Params p, boolean dec, boolean on) {
        int known = 0;
        Bytes rest = null;
        for (int i = 0; i < p.count(); i++) {
            int number = p.get(i);
            boolean applied = dec ? applyDec(number, on) : applyAnsi(number, on);
            known += applied ? 1 : 0;
            if (applied && p.count() > 1) {
                rest = rest == null ? new Bytes(32).ascii(dec ? "\033[?" : "\033[") : rest.add(';');
                rest.number(number);
            }
        }
        if (known < p.count() && rest != null) {
            out.emit(rest.add(on ? 'h' : 'l'));
        }
        return known == p.count();
    }

    int query(int number, boolean dec) {
        var mode = Mode.find(number, dec);
        if (mode != null) {
            return state(m.modes.is(mode));
        }
        if (!dec) {
            return UNKNOWN;
        }
        if (Modes.isMouseTracking(number)) {
            return state(m.modes.mouseTracking() == number);
        }
        if (Modes.isMouseEncoding(number)) {
            return state(m.modes.mouseEncoding() == number);
        }
        return isAlternate(number) ? state(m.onAlternate()) : UNKNOWN;
    }

    private static int state(boolean on) {
        return on ? SET : RESET;
    }

    private boolean applyAnsi(int number, boolean on) {
        var mode = Mode.find(number, false);
        if (mode == null) {
            return false;
        }
        m.modes.set(mode, on);
        return true;
    }

    private boolean applyDec(int number, boolean on) {
        var mode = Mode.find(number, true);
        if (mode != null) {
            m.modes.set(mode, on);
            if (mode == Mode.ORIGIN) {
                motion.to(0, 0);
            }
        } else if (Modes.isMouseTracking(number)) {
            m.modes.setMouseTracking(number, on);
        } else if (Modes.isMouseEncoding(number)) {
            m.modes.setMouseEncoding(number, on);
        } else if (number == SAVE_CURSOR) {
            saveOrRestore(on);
        } else if (isAlternate(number)) {
            alternate(number, on);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isAlternate(int number) {
        return number == 47 || number == 1047 || number == ALTERNATE_SAVING_CURSOR;
    }

    private void alternate(int number, boolean on) {
        boolean cursor = number == ALTERNATE_SAVING_CURSOR;
        if (on) {
            if (cursor) {
                m.saveCursor();
            }
            if (!m.onAlternate()) {
                m.enterAlternate();
                // Fills the screen with the background of the pen.
                editor.eraseInDisplay(2);
            }
        } else {
            m.leaveAlternate();
            if (cursor) {
                m.restoreCursor();
            }
        }
    }

    private void saveOrRestore(boolean save) {
        if (save) {
            m.saveCursor();
        } else {
            m.restoreCursor();
        }
    }
}
