package dev.agenthub.cli.attach;

import java.io.IOException;
import java.util.Optional;

/** The terminal of the person who attaches. */
public interface Tty {

    /** Whether a person types into standard input and looks at standard output. */
    boolean isInteractive() throws IOException;

    /** From now on every key arrives at once and as it is. */
    void raw() throws IOException;

    /** As it was before the first {@link #raw}, modes that a program has set included. Calling it again is harmless. */
    void restore();

    Optional<Size> size();
}
