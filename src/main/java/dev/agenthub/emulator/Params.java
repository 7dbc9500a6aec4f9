package dev.agenthub.emulator;

/** The numeric parameters of one control sequence (ECMA-48 5.4.2), with colon-separated sub-parameters. */
final class Params {
    /** Longer sequences are dropped whole, so that no viewer reads another subset of them. */
    static final int MAX = 64;
    /** Larger than any screen, but small enough that a terminal that scrolls this often in a loop survives. */
    private static final int MAX_VALUE = 9_999;
    private static final int OMITTED = -1;

    private final int[] values = new int[MAX];
    /** Bit i: value i was preceded by a colon. */
    private long subs;
    private int count;
    private boolean overflow;
    private boolean clamped;

    void clear() {
        values[0] = OMITTED;
        subs = 0;
        count = 1;
        overflow = false;
        clamped = false;
    }

    void digit(int digit) {
        int before = values[count - 1];
        int value = before == OMITTED ? digit : before * 10 + digit;
        clamped |= value > MAX_VALUE;
        values[count - 1] = Math.min(MAX_VALUE, value);
    }

    void next(boolean sub) {
        if (count == MAX) {
            overflow = true;
            return;
        }
        values[count] = OMITTED;
        subs |= sub ? 1L << count : 0;
        count++;
    }

    /** Whether a value was too large and was reduced. */
    boolean clamped() {
        return clamped;
    }

    /** Appends the parameters in the form of a sequence. */
    void write(Bytes out) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.add(isSub(i) ? ':' : ';');
            }
            if (values[i] != OMITTED) {
                out.number(values[i]);
            }
        }
    }

    boolean overflow() {
        return overflow;
    }

    boolean hasSubs() {
        return subs != 0;
    }

    int count() {
        return count;
    }

    boolean isSub(int index) {
        return index < count && (subs & 1L << index) != 0;
    }

    /** The value, 0 if it is omitted or missing. */
    int get(int index) {
        return index >= count || values[index] == OMITTED ? 0 : values[index];
    }

    /** The value of a count: 1 if it is omitted or 0. */
    int atLeastOne(int index) {
        return Math.max(1, get(index));
    }

    /** Whether the sequence has no parameters. */
    boolean isEmpty() {
        return count == 1 && values[0] == OMITTED;
    }
}
