package dev.agenthub.terminal;

import java.util.Objects;

/** A terminal's size and the owner of that size, as seen by one viewer. */
public record SizeNotice(Size size, Owner owner) {

    public SizeNotice {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(owner, "owner");
    }

    /** The owner, relative to the viewer. */
    public enum Owner {
        YOU, OTHER, NONE
    }
}
