package dev.agenthub.bench;

/**
 * Checks the numbered lines of one flood at one viewer: none missing without a gap notice, none duplicated, none out of
 * order. Whole lines, which are the most frequent, take a fast path.
 */
final class NumberedLines implements Viewer.Output {

    /** The length of a {@code bench-agent} line, with its line end. */
    static final int LINE = 80;
    private static final int DIGITS = 9;

    private final int firstNumber;
    private int expected;
    private long accepted;
    private long leftOut;
    private long wrong;
    private int resynchronisations;
    private boolean catchingUp;
    private boolean painting;
    private boolean ended;
    private long begunAt;
    private long endedAt;

    /** The number of digits read in the current line; -1 once its number is known. */
    private int digits;
    private int number;
    private boolean last;
    private boolean escape;

    NumberedLines(int firstNumber) {
        this.firstNumber = firstNumber;
        this.expected = firstNumber;
    }

    @Override
    public void bytes(byte[] data, int offset, int length) {
        var i = offset;
        var end = offset + length;
        while (i < end) {
            if (digits == 0 && !escape && end - i >= LINE && data[i + LINE - 1] == '\n'
                    && numberAt(data, i) == expected) {
                accept(expected);
                i += LINE;
            } else {
                single(data[i++]);
            }
        }
    }

    private static int numberAt(byte[] data, int at) {
        var value = 0;
        for (var i = at; i < at + DIGITS; i++) {
            value = value * 10 + data[i] - '0';
        }
        return data[at + DIGITS] == ' ' ? value : -1;
    }

    private void single(byte octet) {
        if (octet == '\n') {
            digits = 0;
            number = 0;
            last = false;
            escape = false;
        } else if (octet == 0x1B) {
            escape = true;
        } else if (escape) {
            // Escape sequences between the lines of a snapshot end with a letter.
            escape = !Character.isLetter(octet);
        } else if (digits >= 0 && octet >= '0' && octet <= '9') {
            number = number * 10 + octet - '0';
            if (++digits == DIGITS) {
                numberKnown();
            }
        } else if (digits == 0 && octet == 'E') {
            last = true;
        } else if (octet != '\r') {
            digits = -1;
        }
    }

    private void numberKnown() {
        digits = -1;
        if (!last) {
            if (!painting) {
                accept(number);
            }
        } else if (number == firstNumber) {
            ended = true;
            endedAt = System.nanoTime();
        }
    }

    private void accept(int line) {
        if (line < firstNumber) {
            return; // an earlier flood, repainted
        }
        if (begunAt == 0) {
            begunAt = System.nanoTime();
        }
        if (line == expected) {
            accepted++;
            expected++;
            catchingUp = false;
        } else if (!catchingUp) {
            wrong++;
            expected = line + 1;
        } else if (line > expected) {
            leftOut += line - expected;
            accepted++;
            expected = line + 1;
            catchingUp = false;
        }
    }

    @Override
    public void resynchronised() {
        resynchronisations++;
        catchingUp = true;
        single((byte) '\n');
    }

    /** Lines of a snapshot are not counted, but it may contain the only copy of the end marker. */
    @Override
    public void painting(byte[] data, int offset, int length) {
        painting = true;
        for (var i = offset; i < offset + length; i++) {
            single(data[i]);
        }
        painting = false;
    }

    /** {@return whether the end marker has arrived} */
    boolean ended() {
        return ended;
    }

    /** {@return the arrival of the first line, as {@link System#nanoTime}} */
    long begunAt() {
        return begunAt;
    }

    long endedAt() {
        return endedAt;
    }

    /** {@return bytes of lines that arrived in order, each counted once} */
    long delivered() {
        return accepted * LINE;
    }

    /** {@return lines skipped with a gap notice} */
    long leftOut() {
        return leftOut;
    }

    /** {@return lines missing, duplicated or out of order without notice; must be 0} */
    long wrong() {
        return wrong;
    }

    int resynchronisations() {
        return resynchronisations;
    }
}
