package dev.agenthub.terminal;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Uni;
import java.util.function.BiConsumer;

/**
 * Receives the events of a terminal, through all the programs it shows, in order. All methods but {@link #typed} are
 * called under the terminal's lock: they must be quick and must not block.
 */
public interface TerminalListener {

    /** Ignores all events. */
    TerminalListener NONE = new TerminalListener() {
        @Override
        public void began(Painter painter) {
            // Ignored.
        }

        @Override
        public void output(byte[] data, int offset, int length) {
            // Ignored.
        }

        @Override
        public void resized(Size size) {
            // Ignored.
        }

        @Override
        public void typed(byte[] data) {
            // Ignored.
        }

        @Override
        public void ended(Uni<Exit> exit) {
            // Ignored.
        }
    };

    /**
     * A program's terminal is connected. Its output from before the hub adopted it is already on the screen.
     *
     * @param painter usable until {@link #ended}
     */
    void began(Painter painter);

    /** Output was shown: whole UTF-8 characters and whole sequences. The array is valid only during the call. */
    void output(byte[] data, int offset, int length);

    /** The terminal was resized; the screen already has the new size. */
    void resized(Size size);

    /** Input was typed. Called on the typist's thread, without the lock. */
    void typed(byte[] data);

    /**
     * The connection to the program has ended.
     *
     * @param exit asks the engine how the program ended, on subscription
     */
    void ended(Uni<Exit> exit);

    /** Paints the current screen, without its scrollback. */
    @FunctionalInterface
    interface Painter {

        /**
         * Passes the size and the painting to {@code taker}. Events before {@code taker} is called are in the painting;
         * events after it returns follow it. May be called from any thread, and within any call of the listener except
         * {@link #output}.
         */
        void paint(BiConsumer<Size, byte[]> taker);
    }
}
