package dev.agenthub.cli.service;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs that systemd brings. A test has others. */
public interface Tools {

    /**
     * What a program left behind.
     *
     * @param out what it printed, words and complaints alike, without the last line's end
     */
    record Ran(int code, String out) {
        public boolean worked() {
            return code == 0;
        }
    }

    /** Whether systemd runs this machine, after sd_booted(3). */
    boolean systemdRuns();

    /**
     * Runs a program without input to its end, however long that takes.
     *
     * @throws IOException when there is no such program
     */
    Ran run(List<String> command) throws IOException, InterruptedException;

    /**
     * Runs a program with this terminal, until it ends or is interrupted.
     *
     * @return its exit code
     */
    int show(List<String> command) throws IOException, InterruptedException;

    /** The real ones. */
    static Tools ofThisMachine() {
        return new Tools() {
            @Override
            public boolean systemdRuns() {
                return Files.isDirectory(Path.of("/run/systemd/system"));
            }

            @Override
            public Ran run(List<String> command) throws IOException, InterruptedException {
                Process process = new ProcessBuilder(command).redirectErrorStream(true)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile())).start();
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
                return new Ran(process.waitFor(), out);
            }

            @Override
            public int show(List<String> command) throws IOException, InterruptedException {
                return new ProcessBuilder(command).inheritIO().start().waitFor();
            }
        };
    }
}
