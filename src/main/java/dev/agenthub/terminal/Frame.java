package dev.agenthub.terminal;

/**
 * What a viewer receives, in order. {@code seq} is the number of bytes of the agent's output that the client has after
 * this frame. Each byte of a following {@link Output} counts one; those of a {@link Painting} do not count. Each frame
 * that has {@code painting}, the length of the painting that follows, sets both: a newer painting may replace one that
 * was not yet sent in full.
 */
public sealed interface Frame {

    /** The view begins or restarts: with a painting, or with the output a returning client has missed. */
    record Subscribed(SizeNotice sizeNotice, Position position, int painting) implements Frame {
    }

    /** Output. */
    record Output(Chunk chunk) implements Frame {

        @Override
        public int cost() {
            return chunk.cost();
        }
    }

    /** Clears the viewer's terminal and paints the current screen, with its scrollback unless the view is recorded. */
    record Painting(Chunk chunk) implements Frame {

        @Override
        public int cost() {
            return chunk.cost();
        }
    }

    /** The size changes and a painting follows; or only the owner changes, and nothing follows. */
    record Resized(SizeNotice sizeNotice, long seq, int painting) implements Frame {
    }

    /** The viewer was too slow, so {@code bytes} of output were dropped; a painting follows. */
    record Gap(long bytes, long seq, int painting) implements Frame {
    }

    /** Its cost in a backlog, in bytes. */
    default int cost() {
        return 64;
    }
}
