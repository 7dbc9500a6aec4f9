package dev.agenthub.cli.service;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the command line tools of systemd. Replaced in tests. */
public interface Tools {

    /**
     * The result of a program.
     *
     * @param out standard output and standard error, without the final line break
     */
    record ToolResult(int code, String out) {
        public boolean succeeded() {
            return code == 0;
        }
    }

    /** Whether this machine was booted with systemd; see sd_booted(3). */
    boolean isSystemdRunning();

    /**
     * Runs a program without input and waits until it exits.
     *
     * @throws IOException if the program does not exist
     */
    ToolResult run(List<String> command) throws IOException, InterruptedException;

    /**
     * Runs a program in this terminal and waits until it exits.
     *
     * @return its exit code
     */
    int runInTerminal(List<String> command) throws IOException, InterruptedException;

    static Tools ofThisMachine() {
        return new Tools() {
            @Override
            public boolean isSystemdRunning() {
                return Files.isDirectory(Path.of("/run/systemd/system"));
            }

            @Override
            public ToolResult run(List<String> command) throws IOException, InterruptedException {
                var process = new ProcessBuilder(command).redirectErrorStream(true)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile())).start();
                var bytes = process.getInputStream().readAllBytes();
                var out = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
                return new ToolResult(process.waitFor(), out);
            }

            @Override
            public int runInTerminal(List<String> command) throws IOException, InterruptedException {
                return new ProcessBuilder(command).inheritIO().start().waitFor();
            }
        };
    }
}
