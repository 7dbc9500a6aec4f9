package dev.agenthub.terminal;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * One program in a terminal, as a recorder receives it, from its connection to its end.
 *
 * @param frames what the program shows, in a hidden window; completes when the connection has ended
 * @param keys what is typed into the terminal, on the typist's thread; completes with the frames
 * @param exit asks the engine how the program ended, on subscription
 */
public record TerminalRun(Viewer frames, Multi<byte[]> keys, Uni<Exit> exit) {

    public TerminalRun {
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(exit, "exit");
    }
}
