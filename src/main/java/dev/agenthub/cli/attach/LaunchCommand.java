package dev.agenthub.cli.attach;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.AgentJson;
import dev.agenthub.cli.agent.AgentVerb;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubClient.Verb;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.FailureReporter;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.Seconds;
import dev.agenthub.cli.command.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts several agents and attaches to the first. Does not attach if one of them fails to start. */
@Command(name = "launch", description = "Start agents and attach to the first.",
        footerHeading = "%nExample:%n", footer = "  agent-hub launch claude qa reviewer")
public final class LaunchCommand extends HubCommand {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The agents' ids.")
    private List<AgentId> ids;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120", converter = Seconds.class,
            description = "How long to wait for each agent. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private AttachOptions options;

    private final Shell shell;

    public LaunchCommand(Shell shell) {
        super(shell.environment());
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var attachment = new Attachment(ids.getFirst(), options.settings(shell.environment()),
                shell.reconnectDelay(), err());
        if (!attachment.hasTerminal()) {
            return ExitCode.USAGE;
        }
        var client = client();
        List<Failure> failures = start(client);
        return failures.isEmpty() ? attachment.run(client) : ExitCode.of(failures.getFirst());
    }

    private List<Failure> start(HubClient client) throws InterruptedException {
        List<Failure> failures = new ArrayList<>();
        new AgentVerb(client, Verb.START, timeout).run(ids, new AgentVerb.VerbListener() {
            @Override
            public void done(AgentJson agent) {
                shell.progress().clear(err());
            }

            @Override
            public void failed(AgentId id, Failure failure) {
                shell.progress().clear(err());
                FailureReporter.print(id + ": " + failure.sentence(), failure, err());
                failures.add(failure);
            }

            @Override
            public void waiting(String stage, Duration elapsed) {
                shell.progress().show(err(), stage, elapsed);
            }
        });
        shell.progress().clear(err());
        return failures;
    }
}
