package dev.agenthub.cli;

import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/**
 * Prints the history of an agent's terminal as text. {@code --follow} also prints each new line once it is complete,
 * until interrupted. With {@code --json} each line is a JSON object.
 */
@Command(name = "logs", description = "Print the history of an agent's terminal as text.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub logs qa -n 50", "  agent-hub logs qa -f | grep -i error"})
final class LogsCommand extends HubCommand {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Option(names = {"-f", "--follow"}, description = "Print new lines until interrupted.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "Start with the last N lines. Default: all.")
    private Integer lines;

    @Mixin
    private JsonOption json;

    LogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (lines != null && lines < 0) {
            throw new ParameterException(spec().commandLine(), "--lines must not be negative.");
        }
        HubClient client = client();
        if (follow) {
            follow(client);
        } else {
            client.history(id, Optional.ofNullable(lines)).lines().forEach(this::print);
        }
        return ExitCode.OK;
    }

    /** Runs until interrupted, until standard output is closed, or until a failure. */
    private void follow(HubClient client) throws InterruptedException {
        JsonNode part = client.historySince(id, 0);
        int skip = lines == null ? 0 : Math.max(0, part.path("lines").size() - lines);
        while (!out().checkError()) {
            for (int line = skip; line < part.path("lines").size(); line++) {
                print(part.path("lines").get(line).asText());
            }
            skip = 0;
            Thread.sleep(POLL_INTERVAL);
            part = client.historySince(id, part.path("next").asLong());
        }
    }

    private void print(String line) {
        out().println(json.isWanted() ? Json.object("line", line) : PlainText.line(line));
    }
}
