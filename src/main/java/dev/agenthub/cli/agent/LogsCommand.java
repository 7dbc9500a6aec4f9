package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.text.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints the history of an agent's terminal as text. {@code --follow} also prints each new line once it is complete,
 * until interrupted. With {@code --json} each line is a JSON object.
 */
@Command(name = "logs", description = "Print the history of an agent's terminal as text.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub logs qa -n 50", "  agent-hub logs qa -f | grep -i error"})
public final class LogsCommand extends HubCommand {

    /** A line, as {@code --json} prints it. */
    @RegisterForReflection
    record LineJson(String line) {
    }

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Option(names = {"-f", "--follow"}, description = "Print new lines until interrupted.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "Start with the last N lines. Default: all.")
    private Integer lines;

    @Mixin
    private JsonOption json;

    public LogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (lines != null && lines < 0) {
            throw usage("--lines must not be negative.");
        }
        var client = client();
        if (follow) {
            follow(client);
        } else {
            client.history(id, Optional.ofNullable(lines)).lines().forEach(this::print);
        }
        return ExitCode.OK;
    }

    /** Runs until interrupted, until standard output is closed, or until a failure. */
    private void follow(HubClient client) throws InterruptedException {
        var part = client.historySince(id, 0);
        part.lines().stream().skip(lines == null ? 0 : Math.max(0, part.lines().size() - lines)).forEach(this::print);
        while (!out().checkError()) {
            Thread.sleep(POLL_INTERVAL);
            part = client.historySince(id, part.next());
            part.lines().forEach(this::print);
        }
    }

    private void print(String line) {
        if (json.isWanted()) {
            printJson(new LineJson(line));
        } else {
            out().println(PlainText.line(line));
        }
    }
}
