package dev.agenthub.engine;

import java.util.Objects;

/** What is known of a program's output before {@link TerminalConnection#output()}. */
public sealed interface TerminalBeginning {

    /** There was none: the program has just been started, and {@code output()} is everything it writes. */
    record Fresh() implements TerminalBeginning {
    }

    /**
     * The output of this run so far, as far as the engine still has it; {@code output()} continues it without overlap.
     * Only the beginning of a line that was incomplete at the time of connecting (such as a prompt) may be missing,
     * because engines log whole lines; a change of size makes the program repaint it.
     *
     * @param output possibly empty; must not be modified
     */
    record Replay(byte[] output) implements TerminalBeginning {

        public Replay {
            Objects.requireNonNull(output, "output");
        }
    }

    /** The program has run before, but the engine does not have what it wrote. */
    record Unknown() implements TerminalBeginning {
    }
}
