package dev.agenthub.emulator;

import java.util.Objects;

/**
 * The style of a {@link Screen.Span}. Immutable; compared by value.
 *
 * <p>Colours are {@code "default"}, a palette index from {@code "0"} to {@code "255"}, or {@code "#rrggbb"}.
 */
public final class TextStyle {
    private final long style;
    private final Adornment adornment;

    TextStyle(long style, Adornment adornment) {
        this.style = style;
        this.adornment = adornment;
    }

    public String foreground() {
        return colour(Style.foreground(style));
    }

    public String background() {
        return colour(Style.background(style));
    }

    /** The colour of the underline; {@code "default"} means that of the text. */
    public String underlineColour() {
        return colour(Adornment.underlineColour(adornment));
    }

    public boolean bold() {
        return has(Style.BOLD);
    }

    public boolean dim() {
        return has(Style.DIM);
    }

    public boolean italic() {
        return has(Style.ITALIC);
    }

    public boolean blink() {
        return has(Style.BLINK);
    }

    public boolean inverse() {
        return has(Style.INVERSE);
    }

    public boolean hidden() {
        return has(Style.HIDDEN);
    }

    public boolean strike() {
        return has(Style.STRIKE);
    }

    public boolean overline() {
        return has(Style.OVERLINE);
    }

    /** 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed. */
    public int underline() {
        return Style.underline(style);
    }

    /** The link target (OSC 8), or null. */
    public String link() {
        var link = Adornment.link(adornment);
        return link == null ? null : link.substring(link.indexOf(';') + 1);
    }

    public boolean isDefault() {
        return style == Style.DEFAULT && adornment == null;
    }

    /** The SGR sequence that sets this style regardless of the previous one, without the link. */
    public String sgr() {
        var out = new Bytes(32);
        Style.sgr(out, style, Adornment.underlineColour(adornment));
        return out.toString();
    }

    boolean matches(long otherStyle, Adornment otherAdornment) {
        return style == otherStyle && Objects.equals(adornment, otherAdornment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextStyle that && matches(that.style, that.adornment);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(style) * 31 + Objects.hashCode(adornment);
    }

    @Override
    public String toString() {
        return sgr().replace("\033", "ESC");
    }

    private boolean has(long flag) {
        return (style & flag) != 0;
    }

    private static String colour(int colour) {
        if (Style.isIndexed(colour)) {
            return Integer.toString(Style.value(colour));
        }
        return Style.isRgb(colour) ? String.format("#%06x", Style.value(colour)) : "default";
    }
}
