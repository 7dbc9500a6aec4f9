package dev.agenthub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real terminal: a tmux window on its own server, without the user's settings. */
public final class Tmux implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static int count;

    private final String server = "agent-hub-it-%d-%d".formatted(ProcessHandle.current().pid(), ++count);

    /** Opens a window of that size that runs a shell command. The window stays open when the command has exited. */
    public Tmux(int cols, int rows, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        var open = new ArrayList<>(List.of("new-session", "-d", "-x", "" + cols, "-y", "" + rows));
        environment.forEach((name, value) -> open.addAll(List.of("-e", name + "=" + value)));
        open.add(command + "; echo ended-with-$?; stty -a | grep -o '[-]*echo ' ; exec sleep 600");
        run(open);
    }

    public void type(String... keys) throws IOException, InterruptedException {
        var send = new ArrayList<>(List.of("send-keys"));
        send.addAll(List.of(keys));
        run(send);
    }

    /** Resizes the window. */
    public void resize(int cols, int rows) throws IOException, InterruptedException {
        run(List.of("resize-window", "-x", "" + cols, "-y", "" + rows));
    }

    /** The text on the screen. */
    public String screen() throws IOException, InterruptedException {
        return run(List.of("capture-pane", "-p"));
    }

    /** The position of the cursor, from 0. */
    public record Cursor(int row, int col) {
    }

    public Cursor cursor() throws IOException, InterruptedException {
        var position = run(List.of("display-message", "-p", "#{cursor_y} #{cursor_x}")).strip().split(" ");
        return new Cursor(Integer.parseInt(position[0]), Integer.parseInt(position[1]));
    }

    /** Waits until the window shows the text. */
    public void awaitText(String text) {
        await("a window with " + text).atMost(TIMEOUT).untilAsserted(() -> assertThat(screen()).contains(text));
    }

    /** Waits until the window no longer shows the text. */
    public void awaitGone(String text) {
        await("a window without " + text).atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(screen()).doesNotContain(text));
    }

    /** Waits until a whole line on the screen matches the expression. */
    public void awaitLine(String expression) {
        await("a line like " + expression).atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(screen().lines()).anyMatch(line -> line.matches(expression)));
    }

    /** Waits until the window shows this text and nothing else. */
    public void awaitScreen(String text) {
        await("the screen").atMost(TIMEOUT).untilAsserted(() -> assertThat(screen().strip()).isEqualTo(text));
    }

    /** Waits until the program has set this title. */
    public void awaitTitle(String title) {
        await("the title " + title).atMost(TIMEOUT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(run(List.of("display-message", "-p", "#{pane_title}")))
                        .isEqualTo(title + "\n"));
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("tmux", "-u", "-L", server, "-f", "/dev/null"));
        all.addAll(command);
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("TMUX");
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("tmux %s: %s", String.join(" ", command), output).isZero();
        return output;
    }

    @Override
    public void close() throws IOException {
        try {
            run(List.of("kill-server"));
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while tmux ends");
        }
    }
}
