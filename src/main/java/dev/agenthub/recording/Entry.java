package dev.agenthub.recording;

import dev.agenthub.agent.Exit;
import dev.agenthub.terminal.Size;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What is to be written of a session, in order. */
sealed interface Entry {

    Instant at();

    /** A file begins with a painting of the screen. */
    record Begin(Instant at, Size size, byte[] painting) implements Entry {
    }

    /**
     * An event.
     *
     * @param data UTF-8, but for input, which may be anything
     */
    record Event(Instant at, Code code, byte[] data) implements Entry {
    }

    /**
     * The session is over.
     *
     * @param exit asks how its program ended
     */
    record End(Instant at, Uni<Exit> exit) implements Entry {
    }

    /** The kinds of events of asciicast v3, by their letters there. */
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
