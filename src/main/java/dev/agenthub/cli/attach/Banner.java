package dev.agenthub.cli.attach;

/**
 * Words of the hub's own over an agent's screen: at the right of the lowest line, in reverse video, as tmux tells
 * its messages. It scrolls nothing and leaves the cursor where it was (DECSC and DECRC, xterm ctlseqs); what it covers is
 * there again once the screen is painted anew.
 */
public final class Banner {

    private Banner() {}

    /**
     * @param words one plain line; what does not fit the window is left out
     * @return what shows them in a window of that size
     */
    public static String of(String words, Size window) {
        String shown = " " + words + " ";
        int length = shown.codePointCount(0, shown.length());
        if (length > window.cols()) {
            shown = shown.substring(0, shown.offsetByCodePoints(0, window.cols()));
            length = window.cols();
        }
        // Without origin mode, which DECRC brings back, the line counts from the window's top.
        return "\0337\033[?6l\033[%d;%dH\033[0;7m%s\0338".formatted(window.rows(), window.cols() - length + 1, shown);
    }
}
