package dev.agenthub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands that are run to their end. */
final class Shell {

    private Shell() {
    }

    /**
     * What the command prints.
     *
     * @throws IOException with what it printed, when it fails
     */
    static String run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }

    static String run(String... command) throws IOException {
        return run(List.of(command));
    }
}
