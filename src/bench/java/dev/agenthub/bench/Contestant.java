package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A tool that shows programs in containers to viewers. */
interface Contestant extends Closeable {

    /** The program in the terminal; see {@code bench-agent}. */
    enum Program {
        ECHO, FLOOD;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** {@return the name for the report} */
    String name();

    /** Opens a new view of the program. */
    Viewer open(Program program) throws IOException, InterruptedException;

    /** {@return whether all viewers of a program share one terminal} Otherwise each viewer starts its own program. */
    boolean shared();

    /** {@return whether it serves several viewers at once} */
    default boolean servesMany() {
        return true;
    }

    /** Starts that many more programs and leaves them idle, without viewers if possible. */
    void idle(int programs) throws IOException, InterruptedException;

    /** {@return the processes whose time and memory are measured, together with their descendants} */
    List<ProcessHandle> processes();

    @Override
    void close() throws IOException;
}
