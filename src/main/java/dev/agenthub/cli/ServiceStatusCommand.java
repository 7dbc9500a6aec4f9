package dev.agenthub.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.service.ServiceView;
import dev.agenthub.cli.service.UserManager;

/** Tells how systemd sees the hub. Exits with 3 when it does not run, and with 4 when there is no service. */
@Command(name = "status", description = "Show the service. Exits with 3 when it does not run, 4 when it is not installed.")
final class ServiceStatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    private final UserManager manager;

    ServiceStatusCommand(UserManager manager) {
        this.manager = manager;
    }

    @Override
    public Integer call() throws InterruptedException {
        manager.require();
        ServiceView service = manager.service();
        Optional<Boolean> linger = manager.lingers();
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            out.println(asJson(service, linger));
        } else if (service.isInstalled()) {
            asLines(service, linger).forEach((name, value) -> out.printf("%-9s %s%n", name, PlainText.line(value)));
        } else {
            spec.commandLine().getErr().println("The service is not installed: 'agent-hub service install' does that.");
        }
        return service.isActive() ? ExitCode.OK : service.isInstalled() ? ExitCode.UNREACHABLE : ExitCode.NOT_FOUND;
    }

    private Map<String, String> asLines(ServiceView service, Optional<Boolean> linger) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("State", service.state() + " (" + service.detail() + ")"
                + (service.isActive() ? " since " + service.since() + ", process " + service.pid() : ", last result: " + service.result()));
        if (!service.words().isEmpty()) {
            lines.put("Says", service.words());
        }
        lines.put("Unit", service.unitFile() + ", " + service.enabled());
        lines.put("Restarts", Long.toString(service.restarts()));
        lines.put("Linger", linger.map(on -> on ? "on: it runs without a login"
                : "off: it ends with your last login; to change that: " + manager.lingerCommand()).orElse("unknown"));
        return lines;
    }

    private static ObjectNode asJson(ServiceView service, Optional<Boolean> linger) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode()
                .put("installed", service.isInstalled())
                .put("state", service.state())
                .put("detail", service.detail())
                .put("enabled", service.enabled())
                .put("unit", service.unitFile())
                .put("pid", service.pid())
                .put("restarts", service.restarts())
                .put("result", service.result())
                .put("status", service.words());
        linger.ifPresent(on -> fields.put("linger", on));
        return fields;
    }
}
