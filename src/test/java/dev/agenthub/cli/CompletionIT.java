package dev.agenthub.cli;

import dev.agenthub.RunningHub;
import dev.agenthub.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion in real shells, in a terminal. */
class CompletionIT {

    @TempDir
    private static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = new RunningHub("lead", "reviewer").start();
        var program = folder.resolve("agent-hub");
        Files.writeString(program, "#!/bin/sh\nexec " + RunningHub.program() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "bash --norc~source <(agent-hub completion bash)",
        "zsh -f~source <(agent-hub completion zsh)",
        "fish --no-config~agent-hub completion fish | source"})
    void commandsAgentsAndValuesAreCompleted(String shell, String load) throws Exception {
        // tmux sets its own PATH.
        var command = "env HOME='%s' PATH='%1$s:%s' %s".formatted(folder, System.getenv("PATH"), shell);
        try (var window = new Tmux(120, 30, hub.access(), command)) {
            window.type(load + "; echo loaded-$(echo yes)", "Enter");
            window.awaitText("loaded-yes");
            window.type("agent-hub restart-a", "Tab");
            window.awaitText("agent-hub restart-agent");
            window.type("rev", "Tab");
            window.awaitText("agent-hub restart-agent reviewer");
            window.type("C-c");
            window.type("agent-hub set-policy lead --shutdown em", "Tab");
            window.awaitText("--shutdown empty");
        }
    }
}
