package dev.agenthub;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Headless xterm.js and the core of asciinema's player as oracles for screens and recordings ({@code src/test/oracle}).
 * Runs in node; npm installs the locked versions below {@code target} on first use.
 */
public final class Xterm implements AutoCloseable {

    private static final Path SOURCE = Path.of("src/test/oracle");
    private static final Path INSTALLED = Path.of("target/oracle");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "screens.mjs");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    /**
     * The state of the terminal.
     *
     * @param lines the lines of the screen: text, with each change of style in angle brackets, see {@code screens.mjs}
     * @param scrollback the text scrolled off the main screen
     * @param col equals the number of columns if the next character wraps
     */
    public record Shown(List<String> lines, List<String> scrollback, int row, int col, boolean cursor,
            boolean alternate, String title,
            String modes) {
    }

    public Xterm() throws IOException {
        install();
        process = new ProcessBuilder("node", "screens.mjs").directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    private static synchronized void install() throws IOException {
        var lock = INSTALLED.resolve("package-lock.json");
        var upToDate = Files.exists(lock) && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) == -1;
        Files.createDirectories(INSTALLED);
        for (var file : FILES) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!upToDate || !Files.isDirectory(INSTALLED.resolve("node_modules"))) {
            var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true).start();
            var output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (npm.onExit().join().exitValue() != 0) {
                Files.delete(lock);
                throw new AssertionError("npm cannot install xterm.js: " + output);
            }
        }
    }

    /** Replaces the terminal by a new one. */
    public Shown fresh(int cols, int rows) {
        return ask(Map.of("new", true, "cols", cols, "rows", rows));
    }

    public Shown write(byte[] bytes) {
        return ask(Map.of("write", Base64.getEncoder().encodeToString(bytes)));
    }

    /** Plays a recording with asciinema's player and returns the final screen. */
    public Shown play(String asciicast) {
        return ask(Map.of("play", asciicast));
    }

    private Shown ask(Map<String, Object> request) {
        try {
            requests.write(JSON.writeValueAsString(request));
            requests.write('\n');
            requests.flush();
            var answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("xterm.js exited; see its output above.");
            }
            return JSON.treeToValue(JSON.readTree(answer), Shown.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        requests.close();
        process.onExit().join();
    }
}
