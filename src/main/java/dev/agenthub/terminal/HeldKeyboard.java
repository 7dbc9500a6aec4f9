package dev.agenthub.terminal;

import dev.agenthub.attention.Dialog;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.engine.TerminalConnection;
import java.nio.charset.StandardCharsets;

/** A turn at one terminal's keyboard. */
final class HeldKeyboard implements Turn {

    private static final int TAIL = 24;

    private final AgentTerminal terminal;
    private final Keyboard keyboard;
    private final TerminalConnection program;

    HeldKeyboard(AgentTerminal terminal, Keyboard keyboard, TerminalConnection program) {
        this.terminal = terminal;
        this.keyboard = keyboard;
        this.program = program;
    }

    @Override
    public boolean paste(String text) {
        var marked = terminal.ask(Emulator::bracketedPaste) ? "\033[200~" + text + "\033[201~" : text;
        return terminal.write(program, marked.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean enter() {
        return terminal.write(program, Typing.of("", true));
    }

    @Override
    public boolean shows(String text) {
        var end = bare(text);
        return bare(String.join("", terminal.ask(Emulator::text))).contains(end.substring(Math.max(0, end.length() - TAIL)));
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s│┃|]+", "");
    }

    @Override
    public boolean dialog() {
        return Dialog.on(terminal.ask(Emulator::screen)).isPresent();
    }

    @Override
    public long mark() {
        return terminal.ask(emulator -> emulator.contentVersion() * Emulator.MAX_ROWS + emulator.screen().cursor().row());
    }

    @Override
    public void close() {
        keyboard.release(program::write);
    }
}
