package dev.agenthub.cli.attach;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.Shell;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Attaches this terminal to an agent's. Exits with 0 on detach, with the agent's exit code when its program exits, with
 * 2 without a terminal, and with 3 if the hub stays unreachable. Always restores the terminal.
 */
@Command(name = "attach", description = {
    "Attach to an agent's terminal. Detach with Ctrl-P Ctrl-Q.",
    "When the agent's program exits, attach exits with the same code."},
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub attach qa", "  agent-hub attach qa --read-only --detach-keys ctrl-a,d"})
public final class AttachCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Mixin
    private AttachOptions options;

    private final Shell shell;

    public AttachCommand(Shell shell) {
        super(shell.environment());
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var attachment = new Attachment(
                id, options.settings(shell.environment()), shell.reconnectDelay(), err());
        return attachment.hasTerminal() ? attachment.run(client()) : ExitCode.USAGE;
    }
}
