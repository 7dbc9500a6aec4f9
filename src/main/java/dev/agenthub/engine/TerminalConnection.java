package dev.agenthub.engine;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The hub's end of one container's terminal: raw bytes both ways. Owned by whoever asked for it, who closes it. */
public interface TerminalConnection extends AutoCloseable {

    /**
     * What the program wrote while nobody was attached, oldest first, as far as the engine still has it; empty for a program
     * that was just started. It belongs before {@link #output()}: no byte is in both, and between them nothing is missing but
     * the beginning of a line that was not ended when the terminal was taken up (a prompt), because engines log whole lines.
     * Whoever needs that line makes the program paint it again, by a change of size.
     */
    byte[] history();

    /**
     * What the program writes, in order, from one reader thread, for exactly one subscriber. The subscriber is never waited for
     * by a queue: it takes each chunk on the reader's thread, and may hold that up so that no more is read. Chunks
     * are handed over; nobody writes to them afterwards. Completes with the end of the connection, whatever ended it; {@link ContainerEngine#inspect} tells why.
     */
    Multi<byte[]> output();

    /**
     * Types into the terminal. Never blocks; the bytes of one call stay together and in order of the calls.
     *
     * @return false when nothing was typed: the connection has ended, or the program does not read and the bounded queue of
     *         typed bytes is full
     */
    boolean write(byte[] data);

    /** Tells the program its size; fails where the container does not run any more. */
    Uni<Void> resize(int cols, int rows);

    /**
     * How the program ended, asked after {@link #output()} has completed. Waits up to two seconds for an end that the engine
     * has not noted yet, so it is asked before {@link ContainerEngine#inspect}; {@link Exit#UNKNOWN} where the program still
     * runs (the connection broke), or its container is gone.
     */
    Uni<Exit> exit();

    /** Ends the connection, not the program (an exec's program is ended by stopping its container). Idempotent. */
    @Override
    void close();
}
