package dev.agenthub.emulator;

/** The stack of kitty keyboard protocol flags; each screen has its own. */
final class KittyKeys {
    private static final int DEPTH = 16;
    private static final int ALL_FLAGS = 31;

    private final int[] stack = new int[DEPTH];
    private int size;

    int flags() {
        return size == 0 ? 0 : stack[size - 1];
    }

    void push(int flags) {
        if (size == DEPTH) {
            System.arraycopy(stack, 1, stack, 0, --size);
        }
        stack[size++] = flags & ALL_FLAGS;
    }

    void pop(int count) {
        size = Math.max(0, size - count);
    }

    /** @param how 1 replaces, 2 adds, 3 removes */
    void set(int flags, int how) {
        if (size == 0) {
            push(0);
        }
        stack[size - 1] = switch (how) {
            case 2 -> stack[size - 1] | flags & ALL_FLAGS;
            case 3 -> stack[size - 1] & ~flags;
            default -> flags & ALL_FLAGS;
        };
    }

    void clear() {
        size = 0;
    }

    /** Appends a push for each entry. */
    void write(Bytes out) {
        for (int i = 0; i < size; i++) {
            out.ascii("\033[>").number(stack[i]).add('u');
        }
    }
}
