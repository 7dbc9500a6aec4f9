package dev.agenthub.cli;

import java.util.List;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.service.OwnExecutable;
import dev.agenthub.cli.service.Tools;
import dev.agenthub.cli.service.UserManager;

/** The hub as a systemd user service. Requires a subcommand. */
@Command(name = "service", description = "Run the hub as a systemd user service.", synopsisSubcommandLabel = "COMMAND")
final class ServiceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ServiceCommand() {}

    /** The command with its subcommands, for this machine and this executable. */
    static CommandLine of(Environment environment) {
        return of(environment, Tools.ofThisMachine(), OwnExecutable::ofThisProcess);
    }

    static CommandLine of(Environment environment, Tools tools, Supplier<List<String>> program) {
        UserManager manager = new UserManager(environment, tools, System.getProperty("user.name"));
        return new CommandLine(new ServiceCommand())
                .addSubcommand(new ServiceInstallCommand(environment, manager, program))
                .addSubcommand(new ServiceUninstallCommand(manager))
                .addSubcommand(new ServiceStatusCommand(manager))
                .addSubcommand(new ServiceLogsCommand(manager));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is required: install, uninstall, status or logs.");
    }
}
