package dev.agenthub.terminal;

import dev.agenthub.emulator.History;
import dev.agenthub.emulator.Screen;
import java.util.Optional;

/** A terminal as its clients see it. Thread-safe; no method blocks for long. */
public interface ViewedTerminal {

    /**
     * The frames of a view, for one subscriber. The view begins on subscription.
     *
     * @param start how much output the client already has. If the output since then is still kept, and the terminal
     *     has not been resized, the view begins with that output; otherwise with a painting of the screen
     */
    Viewer frames(Window window, Optional<Position> start);

    /**
     * Types. Never blocks.
     *
     * @param viewer the viewer that types; the terminal takes its window's size. Empty for input that comes from no
     *     viewer
     */
    InputResult type(byte[] data, Optional<Viewer> viewer);

    /** The current screen. */
    Screen screen();

    /** The output shown so far, as far as it is kept. */
    History history();
}
