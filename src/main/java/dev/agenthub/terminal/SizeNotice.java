package dev.agenthub.terminal;

import java.util.Locale;

/** A terminal's size, and whose window gives it, as one viewer is told. */
public record SizeNotice(Size size, Owner owner) {

    /** Whose window it is. */
    public enum Owner {
        YOU, OTHER, NONE;

        /** The word for it in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
