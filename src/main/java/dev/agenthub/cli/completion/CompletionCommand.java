package dev.agenthub.cli.completion;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script with which a shell completes commands, options and the agents of the running hub. */
@Command(name = "completion", description = "Print a completion script for bash, zsh or fish.",
        footerHeading = "%nTo enable it, add to your shell's startup file:%n",
        footer = {"  bash  source <(agent-hub completion bash)", "  zsh   source <(agent-hub completion zsh)",
            "  fish  agent-hub completion fish | source"})
public final class CompletionCommand extends LocalCommand {

    @Parameters(paramLabel = "SHELL", arity = "0..1", defaultValue = "bash",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CompletionScript shell;

    public CompletionCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        out().print(shell.text());
        return ExitCode.OK;
    }
}
