package dev.agenthub.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.completion.CompletionScript;

/** Prints a script with which a shell completes commands, options and the agents of the running hub. */
@Command(name = "completion", description = "Print a completion script for bash, zsh or fish.",
        footerHeading = "%nTo enable it, add to your shell's startup file:%n",
        footer = {"  bash  source <(agent-hub completion bash)", "  zsh   source <(agent-hub completion zsh)",
            "  fish  agent-hub completion fish | source"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", arity = "0..1", defaultValue = "bash",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CompletionScript shell;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(shell.text());
        return ExitCode.OK;
    }
}
