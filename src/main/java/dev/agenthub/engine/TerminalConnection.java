package dev.agenthub.engine;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The hub's end of a container's terminal: raw bytes both ways. The caller that opened it must close it. */
public interface TerminalConnection extends AutoCloseable {

    /** {@return what is known of the output before {@link #output()}} */
    TerminalBeginning beginning();

    /**
     * {@return the program's output, in order, for exactly one subscriber} Chunks are delivered synchronously on the
     * reader thread; a subscriber that blocks stops the reading. Chunks are not modified after delivery. Completes when
     * the connection ends for any reason; {@link ContainerEngine#inspect} reports the reason.
     */
    Multi<byte[]> output();

    /**
     * Types into the terminal. Never blocks. The bytes of a call stay together, in the order of the calls.
     *
     * @return false if the bytes were rejected: the connection has ended, or the program does not read and the queue is
     *         full
     */
    boolean write(byte[] data);

    /** Resizes the terminal; fails if the container is not running. */
    Uni<Void> resize(int cols, int rows);

    /**
     * Reports how the program ended, after {@link #output()} has completed. Waits up to two seconds for the engine to
     * record the end, so call it before {@link ContainerEngine#inspect}. {@link Exit#UNKNOWN} if the program is still
     * running (only the connection broke) or its container is gone.
     */
    Uni<Exit> exit();

    /** Ends the connection but not the program; to end an exec, stop its container. Idempotent. */
    @Override
    void close();
}
