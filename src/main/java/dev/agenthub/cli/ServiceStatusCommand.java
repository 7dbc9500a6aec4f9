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

/** Shows the service's state in systemd. Exits with 3 if it is not running, and with 4 if it is not installed. */
@Command(name = "status",
        description = "Show the service. Exits with 3 if it is not running, with 4 if it is not installed.")
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
        manager.requireReachable();
        ServiceView service = manager.service();
        Optional<Boolean> linger = manager.lingers();
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            out.println(asJson(service, linger));
        } else if (service.isInstalled()) {
            asLines(service, linger).forEach((name, value) -> out.printf("%-9s %s%n", name, PlainText.line(value)));
        } else {
            spec.commandLine().getErr().println(
                    "The service is not installed. Install it with 'agent-hub service install'.");
        }
        return service.isActive() ? ExitCode.OK : service.isInstalled() ? ExitCode.UNREACHABLE : ExitCode.NOT_FOUND;
    }

    private Map<String, String> asLines(ServiceView service, Optional<Boolean> linger) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("State", service.state() + " (" + service.detail() + ")"
                + (service.isActive() ? " since " + service.since() + ", process " + service.pid()
                        : ", last result: " + service.result()));
        if (!service.statusText().isEmpty()) {
            lines.put("Status", service.statusText());
        }
        lines.put("Unit", service.unitFile() + ", " + service.enabled());
        lines.put("Restarts", Long.toString(service.restarts()));
        lines.put("Linger", linger.map(on -> on ? "on: the hub runs without a login"
                : "off: the hub stops after your last logout; to keep it running: " + manager.lingerCommand())
                .orElse("unknown"));
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
                .put("status", service.statusText());
        linger.ifPresent(on -> fields.put("linger", on));
        return fields;
    }
}
