package dev.agenthub.expect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how many instructions a pattern compiles to, from its text alone. The engine unrolls counted repetitions,
 * and nested ones multiply, so a pattern of 30 characters could exhaust the memory. Errs on the high side.
 */
final class PatternSize {

    /** The largest accepted size. */
    static final long MAX = 2000;

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long sum;
    private long last;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    static long of(String pattern) {
        return new PatternSize(pattern).count();
    }

    private long count() {
        while (at < pattern.length() && sum <= MAX) {
            var c = pattern.charAt(at);
            at++;
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repeat();
                default -> atom(1);
            }
        }
        return Math.max(sum, last);
    }

    private void atom(long size) {
        last = size;
        sum += size;
    }

    private void escape() {
        var kind = at < pattern.length() ? pattern.charAt(at) : ' ';
        at++;
        if (kind == 'Q') {
            var end = pattern.indexOf("\\E", at);
            var quoted = (end < 0 ? pattern.length() : end) - at;
            atom(quoted);
            at = end < 0 ? pattern.length() : end + 2;
            last = 1;
            return;
        }
        if ("pPx".indexOf(kind) >= 0 && at < pattern.length() && pattern.charAt(at) == '{') {
            var end = pattern.indexOf('}', at);
            at = end < 0 ? pattern.length() : end + 1;
        }
        atom(1);
    }

    private void bracket() {
        var i = at < pattern.length() && pattern.charAt(at) == '^' ? at + 1 : at;
        // A bracket in first position is one of the characters.
        for (var first = i; i < pattern.length() && (i == first || pattern.charAt(i) != ']');) {
            var named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            i = named >= 0 ? named + 2 : pattern.charAt(i) == '\\' ? i + 2 : i + 1;
        }
        at = Math.min(pattern.length(), i + 1);
        atom(1);
    }

    private void open() {
        outer.push(sum);
        sum = 0;
    }

    private void close() {
        var group = sum + 2;
        sum = outer.isEmpty() ? 0 : outer.pop();
        atom(group);
    }

    private void repeat() {
        var end = pattern.indexOf('}', at);
        var max = end < 0 ? 0 : largest(pattern.substring(at, end));
        if (max == 0) {
            atom(1);
            return;
        }
        at = end + 1;
        sum += last * max;
        last *= max + 1;
    }

    /** The largest number of {@code 3}, {@code 3,} or {@code 3,5}; 0 if it is not a count. */
    private static long largest(String counts) {
        long max = 0;
        long number = 0;
        for (var i = 0; i < counts.length(); i++) {
            var c = counts.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(MAX, number * 10 + c - '0');
                max = Math.max(max, number);
            } else if (c == ',' && i > 0) {
                number = 0;
            } else {
                return 0;
            }
        }
        return max;
    }
}
