package dev.agenthub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.service.UserManager;

/** Ends the hub, and undoes what {@code install} did. What a package brought stays. No service is no failure. */
@Command(name = "uninstall", description = "Stop the hub, and remove the unit.")
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
        manager.require();
        if (!manager.service().isInstalled() && !Files.exists(manager.unitFile())) {
            err.println("The service is not installed.");
            return ExitCode.OK;
        }
        manager.systemctl("disable", "--quiet", "--now", UserManager.UNIT);
        boolean removed = Files.deleteIfExists(manager.unitFile());
        manager.systemctl("daemon-reload");
        err.println(removed ? "Uninstalled: " + manager.unitFile() + " is removed." : "Disabled: the unit belongs to a package, and stays.");
        err.println("Agents that the hub left go on: 'docker ps' shows them, and 'agent-hub start' takes them up again.");
        return ExitCode.OK;
    }
}
