package dev.agenthub.cli.attach;

import java.io.IOException;
import java.util.Optional;

/** The user's terminal. */
public interface Tty {

    /** Whether standard input and standard output are a terminal. */
    boolean isInteractive() throws IOException;

    /** Switches to raw mode: keys arrive immediately and unchanged. */
    void raw() throws IOException;

    /** Restores the state before the first {@link #raw}, including modes that a program has set. Idempotent. */
    void restore();

    Optional<WindowSize> size();
}
