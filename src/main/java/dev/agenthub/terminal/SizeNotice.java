package dev.agenthub.terminal;

import java.util.Locale;

/** A terminal's size and the owner of that size, as seen by one viewer. */
public record SizeNotice(Size size, Owner owner) {

    /** The owner, relative to the viewer. */
    public enum Owner {
        YOU, OTHER, NONE;

        /** Its name in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
