package dev.agenthub.terminal;

import dev.agenthub.emulator.Screen;
import java.time.Duration;
import java.util.Optional;

/** A terminal as seen by code that waits for its program or notifies it. Thread-safe. */
public interface WatchedTerminal {

    /** The current screen. */
    Screen screen();

    /** How long ago the text last changed or something was last typed. */
    Duration stillFor();

    /** Runs {@code changed} whenever the text changes, from any thread, until {@link #unwatch}. It must be quick. */
    void watch(Runnable changed);

    /** Ends {@link #watch}. Idempotent. */
    void unwatch(Runnable changed);

    /** Why nothing should be typed unasked right now, as a phrase for a person; empty if nothing stands in the way. */
    Optional<String> obstacle();

    /** Takes the keyboard, so that no other input mixes in; empty if someone is typing or no program runs. */
    Optional<Turn> takeTurn();
}
