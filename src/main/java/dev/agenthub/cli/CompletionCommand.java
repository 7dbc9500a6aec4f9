package dev.agenthub.cli;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that teaches bash (and zsh, through bashcompinit) the verbs and options. */
@Command(name = "completion", description = "Print a completion script: source <(agent-hub completion)")
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash("agent-hub", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
