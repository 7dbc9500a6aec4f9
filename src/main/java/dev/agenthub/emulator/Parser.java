package dev.agenthub.emulator;

/**
 * Splits a byte stream into characters, controls and control sequences, after Paul Williams's state machine of the
 * VT500 (vt100.net/emu/dec_ansi_parser), preceded by UTF-8: C1 controls are those that UTF-8 encodes, as in xterm.
 *
 * <p>An incomplete character or sequence is held: it reaches neither the model nor the viewers before its last byte.
 * Every sequence is bounded; a longer one is read to its end and dropped.
 */
final class Parser {
    private static final int ELSEWHERE = -1;

    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private enum State { GROUND, ESCAPE, CSI, STRING, STRING_ESCAPE }

    private final Writer writer;
    private final Controls controls;
    private final CsiDispatch csi;
    private final Strings strings;
    private final Model model;
    private final Output out;

    private State state = State.GROUND;
    private final Utf8 utf8 = new Utf8();
    private final byte[] character = new byte[4];
    private int characterLength;
    /**
     * The start of the open character or sequence in this chunk, or {@link #ELSEWHERE} if it is not contiguous in it.
     */
    private int characterStart;
    private int sequenceStart;
    private final Sequence sequence = new Sequence();

    Parser(Model model, Writer writer, Controls controls, CsiDispatch csi, Strings strings, Output out) {
        this.model = model;
        this.writer = writer;
        this.controls = controls;
        this.csi = csi;
        this.strings = strings;
        this.out = out;
    }

    void feed(byte[] data, int start, int end) {
        characterStart = ELSEWHERE;
        sequenceStart = ELSEWHERE;
        int i = start;
        while (i < end) {
            int octet = data[i];
            if (utf8.open()) {
                i += continueCharacter(octet & 0xFF, i) ? 1 : 0;
            } else if (octet < 0) {
                startCharacter(octet & 0xFF, i++);
            } else if (state == State.GROUND && octet >= 0x20 && octet != 0x7F) {
                int run = i + 1;
                // Bytes from 0x80 on are negative.
                while (run < end && data[run] >= 0x20 && data[run] != 0x7F) {
                    run++;
                }
                writer.ascii(data, i, run);
                out.pass(i, run);
                i = run;
            } else if (state == State.STRING && octet >= 0x20 && octet != 0x7F) {
                strings.put(octet);
                i++;
            } else {
                ascii(octet, i++);
            }
        }
    }

    private void startCharacter(int octet, int at) {
        characterStart = at;
        if (utf8.first(octet) == Utf8.BROKEN) {
            broken();
        } else {
            character[0] = (byte) octet;
            characterLength = 1;
        }
    }

    /** Returns whether the byte was consumed. */
    private boolean continueCharacter(int octet, int at) {
        int codePoint = utf8.next(octet);
        if (codePoint == Utf8.BROKEN) {
            broken();
            return false;
        }
        character[characterLength++] = (byte) octet;
        if (codePoint != Utf8.MORE) {
            codePoint(codePoint, at + 1);
        }
        return true;
    }

    private void broken() {
        System.arraycopy(REPLACEMENT, 0, character, 0, REPLACEMENT.length);
        characterLength = REPLACEMENT.length;
        characterStart = ELSEWHERE;
        codePoint(Utf8.REPLACEMENT, 0);
    }

    /** A code point from U+0080 on, which ends before {@code end}. */
    private void codePoint(int codePoint, int end) {
        if (codePoint < 0xA0) {
            c1(codePoint);
            return;
        }
        switch (state) {
            case STRING -> {
                strings.put(character, characterLength);
                return;
            }
            // Other characters end a control sequence; better an odd character than a lost one.
            case ESCAPE, CSI, STRING_ESCAPE -> abandon();
            case GROUND -> { }
        }
        if (!writer.print(codePoint)) {
            return;
        }
        if (characterStart == ELSEWHERE) {
            out.emit(character, 0, characterLength);
        } else {
            out.pass(characterStart, end);
        }
    }

    /** C1 controls equal ESC and the letter 0x40 below them; viewers get that form, which all of them support. */
    private void c1(int control) {
        if (control == 0x9C && state == State.STRING) {
            endString(false);
            return;
        }
        abandon();
        escape(ELSEWHERE);
        sequence.append(control - 0x40);
        finishEscape(control - 0x40, 0);
    }

    private void ascii(int octet, int at) {
        switch (octet) {
            case 0x1B -> {
                if (state == State.STRING) {
                    state = State.STRING_ESCAPE;
                } else {
                    abandon();
                    escape(at);
                }
                return;
            }
            // CAN and SUB cancel a sequence and show nothing.
            case 0x18, 0x1A -> {
                abandon();
                return;
            }
            default -> { }
        }
        if (octet < 0x20 || octet == 0x7F) {
            control(octet, at);
            return;
        }
        switch (state) {
            case ESCAPE -> escaped(octet, at);
            case CSI -> inCsi(octet, at);
            case STRING_ESCAPE -> {
                if (octet == '\\') {
                    endString(false);
                } else {
                    // Only ST ends a string; any other escape sequence cancels it.
                    abandon();
                    escape(ELSEWHERE);
                    escaped(octet, at);
                }
            }
            case GROUND, STRING -> throw new IllegalStateException("printable bytes do not come here");
        }
    }

    private void control(int octet, int at) {
        switch (state) {
            case STRING -> {
                if (octet == 0x07 && strings.endsWithBell()) {
                    endString(true);
                }
                return;
            }
            case STRING_ESCAPE -> {
                abandon();
                escape(ELSEWHERE);
            }
            // A control within a sequence is executed and passed on before it.
            case ESCAPE, CSI -> sequenceStart = ELSEWHERE;
            case GROUND -> { }
        }
        model.lastCharacter = 0;
        if (controls.execute(octet)) {
            out.pass(at, at + 1);
        }
    }

    private void abandon() {
        if (state == State.STRING || state == State.STRING_ESCAPE) {
            strings.cancel();
        }
        state = State.GROUND;
    }

    private void escape(int at) {
        state = State.ESCAPE;
        sequenceStart = at;
        sequence.begin();
    }

    private void escaped(int octet, int at) {
        sequence.append(octet);
        if (octet < 0x30) {
            sequence.intermediate(octet);
        } else {
            finishEscape(octet, at + 1);
        }
    }

    private void finishEscape(int octet, int end) {
        if (sequence.intermediates() == 0) {
            switch (octet) {
                case '[' -> {
                    state = State.CSI;
                    return;
                }
                case ']', 'P', 'X', '^', '_' -> {
                    model.lastCharacter = 0;
                    state = State.STRING;
                    strings.begin(octet);
                    return;
                }
                default -> { }
            }
        }
        state = State.GROUND;
        model.lastCharacter = 0;
        if (sequence.isValid() && controls.escape(sequence.intermediates(), octet)) {
            show(end);
        }
    }

    private void inCsi(int octet, int at) {
        sequence.append(octet);
        if (octet < 0x40) {
            sequence.parameter(octet);
            return;
        }
        state = State.GROUND;
        if (sequence.params().clamped()) {
            sequence.rewrite(octet);
            sequenceStart = ELSEWHERE;
        }
        if (sequence.isValid() && csi.dispatch(sequence.prefix(), sequence.intermediates(), octet, sequence.params())) {
            show(at + 1);
        }
        model.lastCharacter = 0;
    }

    private void show(int end) {
        if (sequenceStart == ELSEWHERE) {
            out.emit(sequence.bytes());
        } else {
            out.pass(sequenceStart, end);
        }
    }

    private void endString(boolean bell) {
        state = State.GROUND;
        strings.end(bell);
    }
}
