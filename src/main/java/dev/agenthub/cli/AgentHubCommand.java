package dev.agenthub.cli;

import dev.agenthub.cli.hub.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. Requires a subcommand. */
@Command(name = "agent-hub", versionProvider = Version.class, sortOptions = false,
        description = "Runs a team of AI coding agents, each a terminal program in its own container.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success", "1:failure", "2:invalid command line", "3:no hub answers", "4:not found",
            "5:not possible in the current state", "6:not allowed",
            "70:the hub did not shut down in time and halted itself", "124:timed out", "130:interrupted"})
final class AgentHubCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    private boolean version;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is required.");
    }
}
