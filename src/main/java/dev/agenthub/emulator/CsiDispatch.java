package dev.agenthub.emulator;

/**
 * Executes control sequences. An unknown sequence has no effect and is not passed to viewers: they would otherwise
 * diverge from the model, and from their own next painting.
 */
final class CsiDispatch {
    private final Model m;
    private final Motion motion;
    private final Editor editor;
    private final Writer writer;
    private final ModeSwitch modeSwitch;
    private final Sgr sgr;
    private final Replies replies;
    private final Output out;

    CsiDispatch(Model model, Motion motion, Editor editor, Writer writer, ModeSwitch modeSwitch, Replies replies,
            Output out) {
        m = model;
        this.motion = motion;
        this.editor = editor;
        this.writer = writer;
        this.modeSwitch = modeSwitch;
        this.sgr = new Sgr(model.pen);
        this.replies = replies;
        this.out = out;
    }

    /** Returns whether viewers get the sequence unchanged. */
    boolean dispatch(int prefix, int intermediates, int last, Params p) {
        if (p.hasSubs() && last != 'm') {
            return false;
        }
        if (intermediates != 0) {
            return withIntermediate(prefix, intermediates, last, p);
        }
        return switch (prefix) {
            case 0 -> plain(last, p);
            case '?' -> dec(last, p);
            case '>' -> secondary(last, p);
            case '=' -> tertiary(last, p);
            case '<' -> {
                if (last == 'u') {
                    m.keys().pop(p.atLeastOne(0));
                    yield true;
                }
                yield false;
            }
            default -> false;
        };
    }

    private boolean plain(int last, Params p) {
        switch (last) {
            case 'm' -> sgr.apply(p);
            case 'H', 'f' -> motion.to(p.atLeastOne(0) - 1, p.atLeastOne(1) - 1);
            case 'A' -> motion.up(p.atLeastOne(0));
            case 'B', 'e' -> motion.down(p.atLeastOne(0));
            case 'C', 'a' -> motion.right(p.atLeastOne(0));
            case 'D' -> motion.left(p.atLeastOne(0));
            case 'E' -> {
                motion.down(p.atLeastOne(0));
                motion.carriageReturn();
            }
            case 'F' -> {
                motion.up(p.atLeastOne(0));
                motion.carriageReturn();
            }
            case 'G', '`' -> motion.toCol(p.atLeastOne(0) - 1);
            case 'd' -> motion.toRow(p.atLeastOne(0) - 1);
            case 'I' -> motion.tab(p.atLeastOne(0));
            case 'Z' -> motion.backTab(p.atLeastOne(0));
            case 'r' -> motion.margins(p.get(0), p.get(1));
            case 's' -> m.saveCursor();
            case 'u' -> m.restoreCursor();
            default -> {
                return editing(last, p);
            }
        }
        return true;
    }

    private boolean editing(int last, Params p) {
        switch (last) {
            case 'J' -> {
                return editor.eraseInDisplay(p.get(0));
            }
            case 'K' -> {
                return editor.eraseInLine(p.get(0));
            }
            case '@' -> editor.insertCharacters(p.atLeastOne(0));
            case 'P' -> editor.deleteCharacters(p.atLeastOne(0));
            case 'X' -> editor.eraseCharacters(p.atLeastOne(0));
            case 'L' -> editor.insertLines(p.atLeastOne(0));
            case 'M' -> editor.deleteLines(p.atLeastOne(0));
            case 'S' -> motion.scrollUp(p.atLeastOne(0));
            case 'T' -> {
                // With more parameters it is xterm's highlight tracking, in which the terminal waits for its program.
                if (p.count() > 1) {
                    return false;
                }
                motion.scrollDown(p.atLeastOne(0));
            }
            default -> {
                return state(last, p);
            }
        }
        return true;
    }

    private boolean state(int last, Params p) {
        return switch (last) {
            case 'h', 'l' -> modeSwitch.apply(p, false, last == 'h');
            case 'g' -> clearTabs(p.get(0));
            case 'b' -> {
                repeat(p.atLeastOne(0));
                yield false;
            }
            case 't' -> {
                window(p);
                yield false;
            }
            case 'c' -> {
                replies.primaryAttributes();
                yield false;
            }
            case 'n' -> {
                replies.status(p.get(0), false);
                yield false;
            }
            default -> false;
        };
    }

    private boolean dec(int last, Params p) {
        switch (last) {
            case 'h', 'l' -> {
                return modeSwitch.apply(p, true, last == 'h');
            }
            case 'J' -> {
                // DECSED has no 3.
                return p.get(0) != 3 && editor.eraseInDisplay(p.get(0));
            }
            case 'K' -> {
                return editor.eraseInLine(p.get(0));
            }
            case 'n' -> replies.status(p.get(0), true);
            case 'u' -> replies.keyboardFlags();
            case 'm' -> replies.modifyOtherKeys(p.get(0));
            default -> { }
        }
        return false;
    }

    private boolean secondary(int last, Params p) {
        switch (last) {
            case 'c' -> replies.secondaryAttributes();
            case 'q' -> replies.version();
            case 'u' -> {
                m.keys().push(p.get(0));
                return true;
            }
            case 'm' -> {
                if (p.isEmpty() || p.get(0) == 4) {
                    m.modes.modifyOtherKeys = Math.min(p.get(1), 3);
                    return true;
                }
            }
            default -> { }
        }
        return false;
    }

    private boolean tertiary(int last, Params p) {
        switch (last) {
            case 'c' -> replies.tertiaryAttributes();
            case 'u' -> {
                m.keys().set(p.get(0), p.atLeastOne(1));
                return true;
            }
            default -> { }
        }
        return false;
    }

    private boolean withIntermediate(int prefix, int intermediates, int last, Params p) {
        if (prefix == 0 && intermediates == '!' && last == 'p') {
            m.softReset();
            return true;
        }
        if (prefix == 0 && intermediates == ' ' && last == 'q') {
            if (p.get(0) > 6) {
                return false;
            }
            m.modes.cursorShape = p.get(0);
            return true;
        }
        if (intermediates == '$' && last == 'p' && (prefix == 0 || prefix == '?')) {
            boolean dec = prefix == '?';
            replies.mode(p.get(0), dec, modeSwitch.query(p.get(0), dec));
        }
        return false;
    }

    private boolean clearTabs(int what) {
        switch (what) {
            case 0 -> m.tabs.clear(m.col);
            case 3 -> m.tabs.clearAll();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** REP. Viewers get the characters instead, so that a painting need not contain the last one. */
    private void repeat(int count) {
        int character = m.lastCharacter;
        if (character == 0) {
            return;
        }
        int times = Math.min(count, m.cols * m.rows);
        var shown = new Bytes(times);
        for (int i = 0; i < times; i++) {
            writer.print(character);
            shown.codePoint(character);
        }
        out.emit(shown);
    }

    /** XTWINOPS: answers reports and keeps titles; a program may not move or resize the windows of viewers. */
    private void window(Params p) {
        switch (p.get(0)) {
            case 22 -> m.pushTitle();
            case 23 -> {
                if (!m.titles.isEmpty()) {
                    m.title = m.titles.pop();
                    out.emit(new Bytes(64).ascii("\033]2;").text(m.title).ascii("\033\\"));
                }
            }
            default -> replies.window(p.get(0));
        }
    }
}
