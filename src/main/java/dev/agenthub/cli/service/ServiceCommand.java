package dev.agenthub.cli.service;

import dev.agenthub.cli.client.Environment;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The hub as a systemd user service. Requires a subcommand. */
@Command(name = "service", description = "Run the hub as a systemd user service.", synopsisSubcommandLabel = "COMMAND")
public final class ServiceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ServiceCommand() {
    }

    /** The command with its subcommands, for this machine and this executable. */
    public static CommandLine of(Environment environment) {
        return of(environment, Tools.ofThisMachine(), OwnExecutable::ofThisProcess);
    }

    static CommandLine of(Environment environment, Tools tools, Supplier<List<String>> program) {
        var manager = new UserManager(environment, tools, System.getProperty("user.name"));
        return new CommandLine(new ServiceCommand())
                .addSubcommand(new ServiceInstallCommand(environment, manager, program))
                .addSubcommand(new ServiceUninstallCommand(environment, manager))
                .addSubcommand(new ServiceStatusCommand(environment, manager))
                .addSubcommand(new ServiceLogsCommand(environment, manager));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is required: install, uninstall, status or logs.");
    }
}
