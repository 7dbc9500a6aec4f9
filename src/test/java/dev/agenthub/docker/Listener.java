package dev.agenthub.docker;

import static org.awaitility.Awaitility.await;

import dev.agenthub.engine.TerminalConnection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Collects what a terminal says. */
public final class Listener {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean ended;

    private Listener() {
    }

    /** Subscribes to the terminal's output; its history counts as heard. */
    public static Listener on(TerminalConnection terminal) {
        var listener = new Listener();
        listener.hear(terminal.history());
        terminal.output().subscribe().with(listener::hear, failure -> {
            throw new AssertionError("Output never fails.", failure);
        }, listener::end);
        return listener;
    }

    public synchronized byte[] bytes() {
        return heard.toByteArray();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public synchronized boolean ended() {
        return ended;
    }

    public Listener awaitText(String text) {
        await("the terminal to say " + text).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5))
                .until(this::text, said -> said.contains(text));
        return this;
    }

    public Listener awaitEnd() {
        await("the end of the terminal").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(this::ended);
        return this;
    }

    private synchronized void hear(byte[] chunk) {
        heard.writeBytes(chunk);
    }

    private synchronized void end() {
        ended = true;
    }
}
