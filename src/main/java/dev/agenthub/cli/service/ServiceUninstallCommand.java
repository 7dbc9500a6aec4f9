package dev.agenthub.cli.service;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;

/** Stops the hub and removes the unit. Keeps a unit that a package installed. Succeeds if there is no service. */
@Command(name = "uninstall", description = "Stop the hub and remove the unit.")
final class ServiceUninstallCommand extends LocalCommand {

    private final UserManager manager;

    ServiceUninstallCommand(Environment environment, UserManager manager) {
        super(environment);
        this.manager = manager;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var err = err();
        manager.requireReachable();
        if (!manager.service().isInstalled() && !Files.exists(manager.unitFile())) {
            err.println("The service is not installed.");
            return ExitCode.OK;
        }
        manager.systemctl("disable", "--quiet", "--now", UserManager.UNIT);
        boolean removed = Files.deleteIfExists(manager.unitFile());
        manager.systemctl("daemon-reload");
        err.println(removed ? "Uninstalled: removed " + manager.unitFile() + "."
                : "Disabled: kept the unit, which belongs to a package.");
        err.println("Agents that the hub left keep running: 'docker ps' lists them, 'agent-hub start' adopts them.");
        return ExitCode.OK;
    }
}
