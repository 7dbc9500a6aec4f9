package dev.agenthub.terminal;

import dev.agenthub.attention.Dialog;
import dev.agenthub.emulator.Emulator;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A turn at a terminal's keyboard. */
final class HeldKeyboard implements Turn {

    private static final int TAIL = 24;

    private final SharedScreen screen;
    private final Keyboard keyboard;
    private final Predicate<byte[]> program;

    /** @param program takes keys; false if it does not read them */
    HeldKeyboard(SharedScreen screen, Keyboard keyboard, Predicate<byte[]> program) {
        this.screen = screen;
        this.keyboard = keyboard;
        this.program = program;
    }

    @Override
    public boolean paste(String text) {
        var marked = screen.read(Emulator::bracketedPaste) ? "\033[200~" + text + "\033[201~" : text;
        return program.test(marked.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean enter() {
        return program.test(TerminalInput.of("", true));
    }

    @Override
    public boolean shows(String text) {
        var end = Keyboard.withoutBlanks(text);
        return Keyboard.withoutBlanks(String.join("", screen.read(Emulator::text)))
                .contains(end.substring(Math.max(0, end.length() - TAIL)));
    }

    @Override
    public boolean showsDialog() {
        return Dialog.on(screen.read(Emulator::screen)).isPresent();
    }

    @Override
    public Fingerprint fingerprint() {
        return screen.read(emulator -> new Fingerprint(emulator.contentVersion(), emulator.screen().cursor().row()));
    }

    @Override
    public void close() {
        keyboard.release(program);
    }
}
