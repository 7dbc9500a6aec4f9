package dev.agenthub.cli.attach;

import java.util.function.IntConsumer;
import sun.misc.Signal;

/** Handles POSIX signals. Works in the JDK and in native executables. */
public final class Signals {

    private Signals() {
    }

    /** @param handler receives the signal's number, on a separate thread */
    public static void on(String name, IntConsumer handler) {
        Signal.handle(new Signal(name), signal -> handler.accept(signal.getNumber()));
    }
}
