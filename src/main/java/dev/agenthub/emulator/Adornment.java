package dev.agenthub.emulator;

/**
 * Attributes that few cells have and that do not fit into a packed style.
 *
 * @param link the hyperlink of OSC 8 as {@code parameters;URI}, or null
 * @param underlineColour a colour as {@link Style} packs it (SGR 58), 0 for the text's own
 */
record Adornment(String link, int underlineColour) {
    /** An adornment of these parts, or null if both have their defaults. */
    static Adornment of(String link, int underlineColour) {
        return link == null && underlineColour == Style.DEFAULT_COLOUR ? null : new Adornment(link, underlineColour);
    }

    static int underlineColour(Adornment adornment) {
        return adornment == null ? Style.DEFAULT_COLOUR : adornment.underlineColour;
    }

    static String link(Adornment adornment) {
        return adornment == null ? null : adornment.link;
    }
}
