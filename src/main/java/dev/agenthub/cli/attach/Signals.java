package dev.agenthub.cli.attach;

import java.util.function.IntConsumer;

import sun.misc.Signal;

/** The one place that knows how this platform delivers signals: the JDK and native executables have it alike. */
public final class Signals {

    private Signals() {}

    /** @param handler is given the signal's number, on a thread of its own */
    public static void on(String name, IntConsumer handler) {
        Signal.handle(new Signal(name), signal -> handler.accept(signal.getNumber()));
    }
}
