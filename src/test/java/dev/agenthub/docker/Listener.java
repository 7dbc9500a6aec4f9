package dev.agenthub.docker;

import static org.awaitility.Awaitility.await;

import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TerminalConnection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Collects the output of a terminal. */
public final class Listener {

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    private Listener() {
    }

    /** Subscribes to the terminal's output and prepends its history. */
    public static Listener on(TerminalConnection terminal) {
        var listener = new Listener();
        listener.receive(history(terminal));
        terminal.output().subscribe().with(listener::receive, failure -> {
            throw new AssertionError("The output stream must never fail.", failure);
        }, listener::end);
        return listener;
    }

    /** The output before the connection, as far as it is known. */
    static byte[] history(TerminalConnection terminal) {
        return terminal.beginning() instanceof TerminalBeginning.Replay replay ? replay.output() : new byte[0];
    }

    public synchronized byte[] bytes() {
        return received.toByteArray();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public synchronized boolean ended() {
        return ended;
    }

    public Listener awaitText(String text) {
        await("terminal output " + text).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5))
                .until(this::text, output -> output.contains(text));
        return this;
    }

    public Listener awaitEnd() {
        await("the end of the terminal").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                .until(this::ended);
        return this;
    }

    private synchronized void receive(byte[] chunk) {
        received.writeBytes(chunk);
    }

    private synchronized void end() {
        ended = true;
    }
}
