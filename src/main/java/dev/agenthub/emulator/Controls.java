package dev.agenthub.emulator;

/** Executes C0 controls and escape sequences. The methods return whether viewers get the bytes too. */
final class Controls {
    private final Model m;
    private final Motion motion;
    private final Editor editor;
    private final Replies replies;

    Controls(Model model, Motion motion, Editor editor, Replies replies) {
        m = model;
        this.motion = motion;
        this.editor = editor;
        this.replies = replies;
    }

    boolean execute(int control) {
        switch (control) {
            case 0x07 -> m.alerts++;
            case 0x08 -> motion.left(1);
            case 0x09 -> motion.tab(1);
            case 0x0A, 0x0B, 0x0C -> motion.lineFeed();
            case 0x0D -> motion.carriageReturn();
            case 0x0E -> m.charsets.lock(1);
            case 0x0F -> m.charsets.lock(0);
            // Without effect, or (ENQ) a query.
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @param intermediates the bytes between ESC and the final one, the last in the lowest 8 bits */
    boolean escape(int intermediates, int last) {
        return switch (intermediates) {
            case 0 -> plain(last);
            case '(' -> designate(0, last);
            case ')' -> designate(1, last);
            case '*' -> designate(2, last);
            case '+' -> designate(3, last);
            case '#' -> {
                if (last == '8') {
                    editor.alignment();
                    yield true;
                }
                // Lines of double height or width are not modelled.
                yield false;
            }
            // Among others S7C1T and DOCS, which would take the viewer out of UTF-8.
            default -> false;
        };
    }

    private boolean plain(int last) {
        switch (last) {
            case '7' -> m.saveCursor();
            case '8' -> m.restoreCursor();
            case '=' -> m.modes.set(Mode.APPLICATION_KEYPAD, true);
            case '>' -> m.modes.set(Mode.APPLICATION_KEYPAD, false);
            case 'D' -> motion.index();
            case 'E' -> {
                motion.index();
                m.col = 0;
            }
            case 'H' -> m.tabs.set(m.col);
            case 'M' -> motion.reverseIndex();
            case 'N' -> m.charsets.shiftOnce(2);
            case 'O' -> m.charsets.shiftOnce(3);
            case 'c' -> m.reset();
            case 'n' -> m.charsets.lock(2);
            case 'o' -> m.charsets.lock(3);
            case 'Z' -> {
                replies.primaryAttributes();
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Unknown sets are shown as ASCII, here and by viewers. */
    private boolean designate(int g, int set) {
        boolean known = Charsets.isKnown(set);
        m.charsets.designate(g, known ? set : 'B');
        if (!known) {
            replies.showDesignation(g);
        }
        return known;
    }
}
