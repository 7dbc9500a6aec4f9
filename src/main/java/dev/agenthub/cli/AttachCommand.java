package dev.agenthub.cli;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;

/**
 * Makes this terminal the agent's until the detach keys. Exits with 0 when the person leaves, with the agent's exit code when
 * it ends, 2 without a terminal, 3 when the hub stays away. The terminal is put back however it ends.
 */
@Command(name = "attach", description = {
    "Use an agent's terminal. Leave it with Ctrl-P Ctrl-Q.",
    "Ends with the exit code of the agent's program when that ends."},
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub attach qa", "  agent-hub attach qa --read-only --detach-keys ctrl-a,d"})
final class AttachCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent.")
    private AgentId id;

    @Mixin
    private AttachOptions options;

    private final Shell shell;

    AttachCommand(Shell shell) {
        super(shell.environment());
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Attachment attachment = new Attachment(id, options.manner(shell.environment()), shell.backoff(), err());
        return attachment.hasTerminal() ? attachment.run(client()) : ExitCode.USAGE;
    }
}
