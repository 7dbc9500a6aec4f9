package dev.agenthub.terminal;

/** The numeric parameters of one control sequence (ECMA-48 5.4.2), with colon-separated sub-parameters. */
final class Params {
    /** Sequences with more are dropped whole, so that no viewer reads another subset than we do. */
    static final int MAX = 64;
    private static final int MAX_VALUE = 99_999;
    private static final int OMITTED = -1;

    private final int[] values = new int[MAX];
    /** Bit i: value i was separated by a colon from the one before. */
    private long subs;
    private int count;
    private boolean overflow;

    void clear() {
        values[0] = OMITTED;
        subs = 0;
        count = 1;
        overflow = false;
    }

    void digit(int digit) {
        int value = values[count - 1];
        values[count - 1] = value == OMITTED ? digit : Math.min(MAX_VALUE, value * 10 + digit);
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

    /** The value, 0 where it is omitted or not there. */
    int get(int index) {
        return index >= count || values[index] == OMITTED ? 0 : values[index];
    }

    /** The value of a parameter that counts something: omitted and 0 mean 1. */
    int atLeastOne(int index) {
        return Math.max(1, get(index));
    }

    /** Whether the sequence has no parameter at all. */
    boolean isEmpty() {
        return count == 1 && values[0] == OMITTED;
    }
}
