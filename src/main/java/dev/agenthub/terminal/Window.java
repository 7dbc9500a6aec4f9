package dev.agenthub.terminal;

import java.util.Objects;
import java.util.Optional;

/**
 * A client's window on a terminal.
 *
 * @param size its size, if the client has sent one
 * @param visible whether it is visible to a person, unlike a hidden tab
 * @param readOnly whether it cannot be typed in
 */
public record Window(Optional<Size> size, boolean visible, boolean readOnly) {

    /** A visible, writable window of unknown size. */
    public static final Window OPEN = new Window(Optional.empty(), true, false);

    /** A hidden, read-only window, which never decides a terminal's size. */
    static final Window HIDDEN = new Window(Optional.empty(), false, true);

    public Window {
        Objects.requireNonNull(size, "size");
    }

    /** The same window with another size. */
    public Window of(Size now) {
        return new Window(Optional.of(now), visible, readOnly);
    }

    /** The same window with other flags. */
    public Window with(boolean nowVisible, boolean nowReadOnly) {
        return new Window(size, nowVisible, nowReadOnly);
    }

    /** Whether a terminal may take its size. */
    boolean mayDecide() {
        return visible && !readOnly && size.isPresent();
    }
}
