package dev.agenthub.emulator;

/** The appearance of the next character. */
final class Pen {
    private long style;
    private int underlineColour;
    private String link;
    private Adornment adornment;

    long style() {
        return style;
    }

    void style(long newStyle) {
        style = newStyle;
    }

    int underlineColour() {
        return underlineColour;
    }

    void underlineColour(int colour) {
        if (colour != underlineColour) {
            underlineColour = colour;
            adornment = Adornment.of(link, colour);
        }
    }

    String link() {
        return link;
    }

    /** @param newLink {@code parameters;URI}, or null for none */
    void link(String newLink) {
        link = newLink;
        adornment = Adornment.of(newLink, underlineColour);
    }

    Adornment adornment() {
        return adornment;
    }

    /** SGR 0, which keeps the link. */
    void plain() {
        style = Style.DEFAULT;
        underlineColour(Style.DEFAULT_COLOUR);
    }
}
