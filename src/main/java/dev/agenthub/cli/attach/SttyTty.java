package dev.agenthub.cli.attach;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The controlling terminal, driven with {@code stty}, which is available everywhere and needs no native code. */
public final class SttyTty implements Tty {

    /**
     * Resets the modes that the agent's program may have set: main screen, default cursor, no mouse or focus reports,
     * no bracketed paste, plain keys (kitty, modifyOtherKeys, cursor and keypad mode), full scroll region, wrapping,
     * ASCII, no synchronised output, no attributes. Then moves to a new line at the bottom. Saves the cursor first,
     * because leaving the alternate screen restores it, even from the main screen.
     */
    static final String RESET = "\033[?2026l\033[=0u\033[>4m\0337\033[?1049l\033[=0u"
            + "\033[?9l\033[?1000l\033[?1001l\033[?1002l\033[?1003l\033[?1004l"
            + "\033[?1005l\033[?1006l\033[?1015l\033[?1016l"
            + "\033[?2004l\033[?2031l\033[?2048l\033[?1l\033>\0337\033[r\0338\033[?6l\033[?7h\033[4l\033(B\017"
            + "\033[?5l\033[?25h\033[0 q\033[0m\033[999;1H\r\n";

    private static final File TTY = new File("/dev/tty");
    /** Lets pending replies and mouse reports arrive, so that the shell does not read them. */
    private static final long DRAIN_MILLIS = 50;

    private final OutputStream out;
    private String saved;

    /** @param out standard output, unbuffered */
    public SttyTty(OutputStream out) {
        this.out = out;
    }

    @Override
    public boolean isInteractive() throws IOException {
        return run(List.of("sh", "-c", "test -t 0 && test -t 1"), Redirect.INHERIT, Redirect.INHERIT).isPresent();
    }

    @Override
    public synchronized void raw() throws IOException {
        if (saved == null) {
            saved = stty("-g").filter(state -> !state.isBlank())
                    .orElseThrow(() -> new IOException("stty cannot read the state of this terminal."));
        }
        stty("raw", "-echo").orElseThrow(() -> new IOException("stty cannot make this terminal raw."));
    }

    @Override
    public synchronized void restore() {
        if (saved == null) {
            return;
        }
        try {
            out.write(RESET.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(DRAIN_MILLIS);
        } catch (IOException e) {
            // the terminal is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            stty(saved);
        } catch (IOException e) {
            // the terminal is gone
        }
        saved = null;
    }

    @Override
    public Optional<WindowSize> size() {
        try {
            return stty("size").flatMap(WindowSize::ofStty);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        return run(command, Redirect.from(TTY), Redirect.PIPE);
    }

    /** @return the output, stripped; empty if the command failed */
    private static Optional<String> run(List<String> command, Redirect in, Redirect out) throws IOException {
        var process = new ProcessBuilder(command).redirectInput(in).redirectOutput(out)
                .redirectError(Redirect.DISCARD).start();
        try {
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroy();
        }
    }
}
