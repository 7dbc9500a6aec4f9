package dev.agenthub.cli.attach;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Recognises the detach keys in what a person types. As in Docker, a key that may begin them is held until it is clear:
 * when the next one does not go on with them, what was held goes through.
 */
final class DetachKeys {

    /**
     * What became of a chunk.
     *
     * @param through what is for the agent, in order
     * @param detach  whether the person wants to leave; what came after that is dropped
     */
    record Result(byte[] through, boolean detach) {}

    private record Held(byte[] key, int stroke) {}

    private static final int ESC = 0x1b;
    /** The longest sequence that is looked into, and the most keys that are held back. */
    private static final int BOUND = 64;

    private final List<Integer> wanted;
    private final Deque<Held> held = new ArrayDeque<>();
    private byte[] begun = new byte[0];

    DetachKeys(DetachSequence sequence) {
        this.wanted = sequence.strokes();
    }

    Result feed(byte[] chunk) {
        byte[] in = joined(begun, chunk);
        begun = new byte[0];
        ByteArrayOutputStream through = new ByteArrayOutputStream();
        int at = 0;
        while (at < in.length) {
            int end = endOfKey(in, at);
            if (end < 0) {
                begun = Arrays.copyOfRange(in, at, in.length);
                break;
            }
            if (take(Arrays.copyOfRange(in, at, end), through)) {
                return new Result(through.toByteArray(), true);
            }
            at = end;
        }
        return new Result(through.toByteArray(), false);
    }

    /** @return whether this key completes them */
    private boolean take(byte[] key, ByteArrayOutputStream through) {
        held.addLast(new Held(key, KeyStroke.of(key)));
        while (!held.isEmpty() && (!isBeginning() || held.size() > BOUND)) {
            through.writeBytes(held.removeFirst().key);
        }
        if (strokesHeld() < wanted.size()) {
            return false;
        }
        held.clear();
        return true;
    }

    /** Whether the detach keys begin with what is held; nothing neutral comes before them. */
    private boolean isBeginning() {
        Iterator<Integer> next = wanted.iterator();
        boolean first = true;
        for (Held each : held) {
            boolean parts = first || each.stroke != KeyStroke.NEUTRAL;
            if (parts && (!next.hasNext() || next.next() != each.stroke)) {
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
     * Where the key at {@code at} ends; -1 when only the beginning of a control sequence is there. Escape alone and
     * escape with a bracket (that is Alt-[) are keys: they never wait.
     */
    private static int endOfKey(byte[] in, int at) {
        if (in[at] != ESC || at + 1 >= in.length || in[at + 1] != '[') {
            return at + 1;
        }
        for (int i = at + 2; i < in.length; i++) {
            if (in[i] >= 0x40 && in[i] <= 0x7e) {
                return i + 1;
            }
            if (in[i] < 0x20 || i - at >= BOUND) {
                return at + 1;
            }
        }
        boolean mayBeOurs = in.length - at > 2 && in.length - at < BOUND;
        return mayBeOurs ? -1 : at + 1;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length);
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
