package dev.agenthub.cli.attach;

/**
 * A notice over an agent's screen, at the right of the bottom line in reverse video, like a tmux message. Does not
 * scroll, and restores the cursor (DECSC and DECRC, xterm ctlseqs). Repainting the screen removes it.
 */
public final class Banner {

    private Banner() {
    }

    /**
     * @param text one plain line; truncated to the window's width
     * @return the output that shows the text in a window of that size
     */
    public static String of(String text, WindowSize window) {
        var shown = " " + text + " ";
        int length = shown.codePointCount(0, shown.length());
        if (length > window.cols()) {
            shown = shown.substring(0, shown.offsetByCodePoints(0, window.cols()));
            length = window.cols();
        }
        // Without origin mode, which DECRC restores, rows count from the top of the window.
        return "\0337\033[?6l\033[%d;%dH\033[0;7m%s\0338".formatted(window.rows(), window.cols() - length + 1, shown);
    }
}
