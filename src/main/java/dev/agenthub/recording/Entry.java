package dev.agenthub.recording;

import dev.agenthub.agent.Exit;
import dev.agenthub.terminal.Size;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** An entry of a session, to be written in order. */
sealed interface Entry {

    Instant at();

    /** Begins a file, with a painting of the screen. */
    record Begin(Instant at, Size size, byte[] painting) implements Entry {
    }

    /**
     * An event.
     *
     * @param data UTF-8, except input, which may be any bytes
     */
    record Event(Instant at, Code code, byte[] data) implements Entry {
    }

    /**
     * Ends the session.
     *
     * @param exit asks how the program ended
     */
    record End(Instant at, Uni<Exit> exit) implements Entry {
    }

    /** The event codes of asciicast v3. */
    enum Code {
        OUTPUT('o'), INPUT('i'), MARKER('m'), RESIZE('r'), EXIT('x');

        private final char letter;

        Code(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }
}
