package dev.agenthub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.service.UserManager;

/** Stops the hub and removes the unit. Keeps a unit that a package installed. Succeeds if there is no service. */
@Command(name = "uninstall", description = "Stop the hub and remove the unit.")
final class ServiceUninstallCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final UserManager manager;

    ServiceUninstallCommand(UserManager manager) {
        this.manager = manager;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
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
