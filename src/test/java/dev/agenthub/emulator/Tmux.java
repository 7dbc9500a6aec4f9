package dev.agenthub.emulator;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A private tmux server, as a reference for how bytes look. */
final class Tmux implements AutoCloseable {
    private static final String READ = "all-is-read";

    private final Path folder;
    private int sessions;

    /** @param folder an empty folder, for the socket and the files that are shown */
    Tmux(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("tmux.conf"), "set -g status off\nset -g history-limit 1000\nset -g exit-empty off\n");
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The screen of a pane of that size after the bytes. */
    record Shown(List<String> lines, int row, int col) {}

    Shown show(byte[] bytes, int cols, int rows) throws IOException {
        String session = "s" + sessions++;
        // The title is read last: once it is set, everything before it has been read.
        byte[] mark = ("\033\\\033]2;" + READ + "\033\\").getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve(session);
        Files.write(file, ProgramOutput.join(List.of(bytes, mark)));
        run("new-session", "-d", "-s", session, "-x", "" + cols, "-y", "" + rows, "stty raw -echo; cat " + file + "; exec sleep 600");
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10)).pollDelay(Duration.ZERO)
                .until(() -> run("display-message", "-p", "-t", session, "#{pane_title}").contains(READ));
        String[] cursor = run("display-message", "-p", "-t", session, "#{cursor_y} #{cursor_x}").getFirst().split(" ");
        List<String> lines = new ArrayList<>(run("capture-pane", "-p", "-t", session));
        run("kill-session", "-t", session);
        return new Shown(lines.stream().map(String::stripTrailing).toList(), Integer.parseInt(cursor[0]), Integer.parseInt(cursor[1]));
    }

    @Override
    public void close() throws IOException {
        run("kill-server");
    }

    private List<String> run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", folder.resolve("socket").toString(), "-f", folder.resolve("tmux.conf").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("TMUX");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", arguments) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output.lines().toList();
    }
}
