package dev.agenthub.cli.attach;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Recognises the detach keys in keyboard input. As in Docker, keys that may start the sequence are held back, and are
 * passed on when a later key does not continue it.
 */
final class DetachKeys {

    /**
     * The result of a chunk.
     *
     * @param through the input for the agent
     * @param detach  whether the detach keys were typed; later input is dropped
     */
    record FilteredKeys(byte[] through, boolean detach) {
    }

    private record HeldKey(byte[] key, int stroke) {
    }

    private static final int ESC = 0x1b;
    /** The longest control sequence that is parsed, in bytes, and the most keys that are held back. */
    private static final int LIMIT = 64;

    private final List<Integer> sequence;
    private final Deque<HeldKey> held = new ArrayDeque<>();
    private byte[] incomplete = new byte[0];

    DetachKeys(DetachSequence detach) {
        this.sequence = detach.strokes();
    }

    FilteredKeys feed(byte[] chunk) {
        var in = joined(incomplete, chunk);
        incomplete = new byte[0];
        var through = new ByteArrayOutputStream();
        int at = 0;
        while (at < in.length) {
            int end = endOfKey(in, at);
            if (end < 0) {
                incomplete = Arrays.copyOfRange(in, at, in.length);
                break;
            }
            if (take(Arrays.copyOfRange(in, at, end), through)) {
                return new FilteredKeys(through.toByteArray(), true);
            }
            at = end;
        }
        return new FilteredKeys(through.toByteArray(), false);
    }

    /** @return whether this key completes the sequence */
    private boolean take(byte[] key, ByteArrayOutputStream through) {
        held.addLast(new HeldKey(key, KeyStroke.of(key)));
        while (!held.isEmpty() && (!isPrefix() || held.size() > LIMIT)) {
            through.writeBytes(held.removeFirst().key);
        }
        if (strokesHeld() < sequence.size()) {
            return false;
        }
        held.clear();
        return true;
    }

    /** Whether the held keys are a prefix of the detach keys. A prefix does not start with a neutral key. */
    private boolean isPrefix() {
        Iterator<Integer> next = sequence.iterator();
        boolean first = true;
        for (var each : held) {
            boolean counts = first || each.stroke != KeyStroke.NEUTRAL;
            if (counts && (!next.hasNext() || next.next() != each.stroke)) {
                return false;
            }
            first = false;
        }
        return true;
    }

    private long strokesHeld() {
        return held.stream().filter(each -> each.stroke != KeyStroke.NEUTRAL).count();
    }

    /**
     * The end of the key at {@code at}, or -1 if it is an incomplete control sequence. A lone escape, and escape with a
     * bracket (Alt-[), are complete keys.
     */
    private static int endOfKey(byte[] in, int at) {
        if (in[at] != ESC || at + 1 >= in.length || in[at + 1] != '[') {
            return at + 1;
        }
        for (int i = at + 2; i < in.length; i++) {
            if (in[i] >= 0x40 && in[i] <= 0x7e) {
                return i + 1;
            }
            if (in[i] < 0x20 || i - at >= LIMIT) {
                return at + 1;
            }
        }
        boolean mayContinue = in.length - at > 2 && in.length - at < LIMIT;
        return mayContinue ? -1 : at + 1;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream(first.length + second.length);
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
