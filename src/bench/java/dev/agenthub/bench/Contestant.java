package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Something that shows programs in containers to viewers. */
interface Contestant extends Closeable {

    /** What runs in the terminal: see {@code bench-agent}. */
    enum Program {
        ECHO, FLOOD;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What the report calls it. */
    String name();

    /** A new view of that program. */
    Viewer open(Program program) throws IOException, InterruptedException;

    /** Whether all viewers of a program share one terminal; else each view starts a program of its own. */
    boolean shared();

    /** Whether it serves several viewers at once. */
    default boolean servesMany() {
        return true;
    }

    /** Starts so many more programs and leaves them idle, without viewers where there need be none. */
    void idle(int programs) throws IOException, InterruptedException;

    /** The processes whose time and memory are its own; their descendants count too. */
    List<ProcessHandle> processes();

    @Override
    void close() throws IOException;
}
