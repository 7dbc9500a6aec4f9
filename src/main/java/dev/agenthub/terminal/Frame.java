package dev.agenthub.terminal;

import java.util.List;

/** What a viewer gets, in order. */
public sealed interface Frame {

    /** The view begins, or begins anew; a painting of the screen and its scrollback follows. */
    record Subscribed(Size size) implements Frame {
    }

    /** Output, several pieces of it joined where the viewer was busy meanwhile. */
    record Output(List<Chunk> chunks) implements Frame {
    }

    /** The terminal has another size from here on. */
    record Resized(Size size) implements Frame {
    }

    /** So many bytes of output were left out since the viewer was too slow; a painting of the screen follows. */
    record Gap(long bytes) implements Frame {
    }
}
