package dev.agenthub.terminal;

import java.util.Optional;

/**
 * A client's window on a terminal, as far as it matters to the terminal's size.
 *
 * @param size its size, where the client has told one
 * @param visible whether a person can see it: a hidden tab cannot be seen
 * @param readOnly whether it only looks: nothing can be typed in it
 */
public record Window(Optional<Size> size, boolean visible, boolean readOnly) {

    /** One that can be seen and typed in, of a size that is not known. */
    public static final Window OPEN = new Window(Optional.empty(), true, false);

    /** The same window with that size. */
    public Window of(Size now) {
        return new Window(Optional.of(now), visible, readOnly);
    }

    /** The same size under other circumstances. */
    public Window with(boolean nowVisible, boolean nowReadOnly) {
        return new Window(size, nowVisible, nowReadOnly);
    }

    /** Whether a terminal may take its size. */
    boolean mayDecide() {
        return visible && !readOnly && size.isPresent();
    }
}
