package dev.agenthub.terminal;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Uni;
import java.util.function.BiConsumer;

/**
 * Follows a terminal through all the programs that it shows. Called in the order of what happens and under the terminal's lock, but for
 * {@link #typed}: whatever it does must be quick and must not block.
 */
public interface TerminalListener {

    /** Follows nothing. */
    TerminalListener NONE = new TerminalListener() {
        @Override
        public void began(Painter painter) {
            // Nobody listens.
        }

        @Override
        public void output(byte[] data, int offset, int length) {
            // Nobody listens.
        }

        @Override
        public void resized(Size size) {
            // Nobody listens.
        }

        @Override
        public void typed(byte[] data) {
            // Nobody listens.
        }

        @Override
        public void ended(Uni<Exit> exit) {
            // Nobody listens.
        }
    };

    /**
     * A program's terminal is shown from now on. What it had said before the hub took it up is on the screen already.
     *
     * @param painter of use until {@link #ended}
     */
    void began(Painter painter);

    /** The terminal shows this: whole UTF-8 characters and whole sequences. The array is only lent for the call. */
    void output(byte[] data, int offset, int length);

    /** The terminal has another size, and shows what became of its screen by that. */
    void resized(Size size);

    /** This was typed. Called by whoever types, without the lock. */
    void typed(byte[] data);

    /**
     * The connection to the program has ended.
     *
     * @param exit asks the engine how the program ended, once somebody subscribes
     */
    void ended(Uni<Exit> exit);

    /** Paints the screen as it is, without its scrollback. */
    @FunctionalInterface
    interface Painter {

        /**
         * Hands over the size and the painting. What the listener is told after {@code taker} has returned follows the painting;
         * what it was told before is in it. From any thread, also within a call of the listener except {@link #output}.
         */
        void paint(BiConsumer<Size, byte[]> taker);
    }
}
