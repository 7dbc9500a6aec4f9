package dev.agenthub.cli;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.Progress;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands against a hub with canned answers. */
abstract class CommandFixture {

    static final Instant NOW = Instant.parse("2026-01-02T03:24:05Z");

    /** The result of a command. */
    record Result(int code, String out, String err) {
    }

    @TempDir
    Path home;

    final FakeHub hub = new FakeHub();
    final Map<String, String> variables = new HashMap<>();
    final List<Map<String, String>> served = new ArrayList<>();
    Colours colours = Colours.OFF;
    Progress progress = Progress.HIDDEN;
    String stdin = "";

    @BeforeEach
    void setHubVariables() {
        variables.put("HUB_URL", hub.url());
        variables.put("HUB_TOKEN", "secret");
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    Environment environment() {
        return new Environment(variables, Map.of(), home, home);
    }

    Result run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var shell = new Shell(environment(), colours, progress,
                new ReconnectDelay(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(50)),
                InstantSource.fixed(NOW), new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        var commandLine = Main.commandLine(shell,
                (settings, failures) -> {
                    served.add(settings);
                    return 0;
                }, arguments);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = commandLine.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
