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

/** The hub as a service of the user's systemd. Without a verb of its own it says that it wants one. */
@Command(name = "service", description = "Let systemd start the hub and keep it running.", synopsisSubcommandLabel = "COMMAND")
final class ServiceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ServiceCommand() {}

    /** With its verbs, for this machine and this program. */
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
        throw new ParameterException(spec.commandLine(), "A command is missing: install, uninstall, status or logs.");
    }
}
