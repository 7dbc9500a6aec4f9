package dev.agenthub.cli.attach;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.WindowPainter;

/**
 * What a window shows of an agent's terminal: its output as it is while both have one size. While another viewer's window rules the
 * size, the output would wrap and scroll in the wrong places here, so it goes into a terminal of our own, of which the
 * window shows what it can.
 */
final class Picture {

    private Optional<Letterbox> letterbox = Optional.empty();

    private record Letterbox(Size terminal, Size window, Emulator emulator, WindowPainter painter) {

        static Letterbox of(Size terminal, Size window) {
            // What scrolls off is not shown; a painting of the hub's follows each change of size.
            Emulator emulator = new Emulator(terminal.cols(), terminal.rows(), 0);
            return new Letterbox(terminal, window, emulator, new WindowPainter(emulator, window.cols(), window.rows()));
        }

        boolean is(Size otherTerminal, Size otherWindow) {
            return terminal.equals(otherTerminal) && window.equals(otherWindow);
        }
    }

    /** A painting of the terminal, which has that size, comes next. */
    void begin(Size terminal, Optional<Size> window) {
        letterbox = window.filter(other -> !other.equals(terminal) && isPossible(terminal)).map(other -> Letterbox.of(terminal, other));
    }

    /** The terminal has that size from now on; a painting comes next unless it had it before. */
    void resize(Size terminal, Optional<Size> window) {
        boolean stays = letterbox.isPresent() && window.isPresent() && letterbox.get().is(terminal, window.get());
        if (!stays) {
            begin(terminal, window);
        }
    }

    /** Whether the window has another size than the terminal. */
    boolean isLetterboxed() {
        return letterbox.isPresent();
    }

    /** What the window is to be sent for that output. */
    byte[] show(String output) {
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        return letterbox.map(box -> paint(box, bytes)).orElse(bytes);
    }

    private static byte[] paint(Letterbox box, byte[] bytes) {
        box.emulator().feed(bytes, 0, bytes.length, Unheard.INSTANCE);
        return box.painter().paint();
    }

    /** Else the hub is one that does not tell its size. */
    private static boolean isPossible(Size size) {
        return size.cols() >= Emulator.MIN_SIZE && size.cols() <= Emulator.MAX_COLS
                && size.rows() >= Emulator.MIN_SIZE && size.rows() <= Emulator.MAX_ROWS;
    }

    /** The hub has answered what the program asked. */
    private enum Unheard implements Emulator.Sink {
        INSTANCE;

        @Override
        public void display(byte[] data, int offset, int length) {}

        @Override
        public void reply(byte[] answer) {}
    }
}
