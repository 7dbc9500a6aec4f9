package dev.agenthub.bench;

/**
 * Checks the numbered lines of one flood, as one viewer gets them: nothing missing that was not told, nothing twice, nothing
 * out of order. Whole lines, which most are, are checked at once.
 */
final class NumberedLines implements Viewer.Output {

    /** A line with its end, as {@code bench-agent} prints it. */
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

    /** Where in a line the next byte is; -1 within a line whose number is known. */
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
            if (digits == 0 && !escape && end - i >= LINE && data[i + LINE - 1] == '\n' && numberAt(data, i) == expected) {
                take(expected);
                i += LINE;
            } else {
                one(data[i++]);
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

    private void one(byte octet) {
        if (octet == '\n') {
            digits = 0;
            number = 0;
            last = false;
            escape = false;
        } else if (octet == 0x1B) {
            escape = true;
        } else if (escape) {
            // A painting has sequences between its lines: they end with a letter.
            escape = !Character.isLetter(octet);
        } else if (digits >= 0 && octet >= '0' && octet <= '9') {
            number = number * 10 + octet - '0';
            if (++digits == DIGITS) {
                known();
            }
        } else if (digits == 0 && octet == 'E') {
            last = true;
        } else if (octet != '\r') {
            digits = -1;
        }
    }

    private void known() {
        digits = -1;
        if (!last) {
            if (!painting) {
                take(number);
            }
        } else if (number == firstNumber) {
            ended = true;
            endedAt = System.nanoTime();
        }
    }

    private void take(int line) {
        if (line < firstNumber) {
            return; // of an earlier flood, painted again
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
        one((byte) '\n');
    }

    /** Lines of a painting are not counted, but a flood's last word may be seen there and nowhere else. */
    @Override
    public void painting(byte[] data, int offset, int length) {
        painting = true;
        for (var i = offset; i < offset + length; i++) {
            one(data[i]);
        }
        painting = false;
    }

    /** Whether the flood's last word has come. */
    boolean ended() {
        return ended;
    }

    /** When the first line came, as {@link System#nanoTime}. */
    long begunAt() {
        return begunAt;
    }

    long endedAt() {
        return endedAt;
    }

    /** Bytes of lines that came in order, each counted once. */
    long delivered() {
        return accepted * LINE;
    }

    /** Lines that were left out where the viewer was told so. */
    long leftOut() {
        return leftOut;
    }

    /** Lines missing, doubled or out of order without a word: there must be none. */
    long wrong() {
        return wrong;
    }

    int resynchronisations() {
        return resynchronisations;
    }
}
