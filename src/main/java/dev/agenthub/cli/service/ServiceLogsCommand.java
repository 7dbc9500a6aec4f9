package dev.agenthub.cli.service;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the service's log by running {@code journalctl} in this terminal. */
@Command(name = "logs", description = "Show the service's log.")
final class ServiceLogsCommand extends LocalCommand {

    @Option(names = {"-f", "--follow"}, description = "Follow the log until interrupted.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", defaultValue = "100",
            description = "Start with the last N lines. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(names = "--since", paramLabel = "WHEN",
            description = "Show only entries since then, such as today or '10 min ago'.")
    private String since;

    private final UserManager manager;

    ServiceLogsCommand(Environment environment, UserManager manager) {
        super(environment);
        this.manager = manager;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--lines=" + lines));
        if (follow) {
            options.add("--follow");
        }
        if (since != null) {
            options.add("--since=" + since);
        }
        manager.journal(options);
        return ExitCode.OK;
    }
}
