package dev.agenthub.terminal;

/**
 * What a viewer gets, in order. {@code seq} is how many bytes of the agent's output a client has when it has got this frame; each
 * byte of {@link Output} after it counts one, except the next {@code painting} bytes, which paint the screen and its scrollback. Each
 * frame that tells these two tells them anew: a painting that was begun may be left out for a newer one.
 */
public sealed interface Frame {

    /** The view begins, or begins anew: with a painting, or, for a client that came back in time, with what it has missed. */
    record Subscribed(SizeNotice standing, Position position, int painting) implements Frame {
    }

    /** Output. */
    record Output(Chunk chunk) implements Frame {
    }

    /** The terminal has another size from here on, and a painting follows; or only another owner, and nothing follows. */
    record Resized(SizeNotice standing, long seq, int painting) implements Frame {
    }

    /** So many bytes of output were left out since the viewer was too slow; a painting follows. */
    record Gap(long bytes, long seq, int painting) implements Frame {
    }
}
