package dev.agenthub.cli.attach;

import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.WindowPainter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Renders an agent's terminal in a window. While both have the same size, output passes unchanged. If another viewer
 * owns the size, the output would wrap and scroll in the wrong places, so an emulator processes it and the window shows
 * a part of its screen.
 */
final class Picture {

    private Optional<Letterbox> letterbox = Optional.empty();

    private record Letterbox(WindowSize terminal, WindowSize window, Emulator emulator, WindowPainter painter) {

        static Letterbox of(WindowSize terminal, WindowSize window) {
            // No scrollback is needed: it is not shown, and the hub repaints after each change of size.
            var emulator = new Emulator(terminal.cols(), terminal.rows(), 0);
            return new Letterbox(terminal, window, emulator, new WindowPainter(emulator, window.cols(), window.rows()));
        }

        boolean matches(WindowSize otherTerminal, WindowSize otherWindow) {
            return terminal.equals(otherTerminal) && window.equals(otherWindow);
        }
    }

    /** Must be called before a painting of a terminal with this size. */
    void begin(WindowSize terminal, Optional<WindowSize> window) {
        letterbox = window.filter(other -> !other.equals(terminal))
                .map(other -> Letterbox.of(terminal, other));
    }

    /** Must be called when the terminal is resized. A painting follows unless the size is the same. */
    void resize(WindowSize terminal, Optional<WindowSize> window) {
        boolean unchanged = letterbox.isPresent() && window.isPresent()
                && letterbox.get().matches(terminal, window.get());
        if (!unchanged) {
            begin(terminal, window);
        }
    }

    /** Whether the window's size differs from the terminal's. */
    boolean isLetterboxed() {
        return letterbox.isPresent();
    }

    /** The bytes to write to the window for this output. */
    byte[] show(String output) {
        var bytes = output.getBytes(StandardCharsets.UTF_8);
        return letterbox.map(box -> paint(box, bytes)).orElse(bytes);
    }

    private static byte[] paint(Letterbox box, byte[] bytes) {
        box.emulator().feed(bytes, 0, bytes.length, DiscardReplies.INSTANCE);
        return box.painter().paint();
    }

    /** The hub answers the program's queries. */
    private enum DiscardReplies implements Emulator.Sink {
        INSTANCE;

        @Override
        public void display(byte[] data, int offset, int length) {
        }

        @Override
        public void reply(byte[] answer) {
        }
    }
}
