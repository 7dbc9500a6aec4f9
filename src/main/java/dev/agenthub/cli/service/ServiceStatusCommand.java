package dev.agenthub.cli.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.cli.text.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the service's state in systemd. Exits with 3 if it is not running, and with 4 if it is not installed. */
@Command(name = "status",
        description = "Show the service. Exits with 3 if it is not running, with 4 if it is not installed.")
final class ServiceStatusCommand extends LocalCommand {

    /**
     * The service, as {@code --json} prints it.
     *
     * @param linger omitted if unknown
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @RegisterForReflection
    record ServiceJson(boolean installed, String state, String detail, String enabled, String unit, long pid,
            long restarts, String result, String status, Optional<Boolean> linger) {
    }

    @Mixin
    private JsonOption json;

    private final UserManager manager;

    ServiceStatusCommand(Environment environment, UserManager manager) {
        super(environment);
        this.manager = manager;
    }

    @Override
    public Integer call() throws InterruptedException {
        manager.requireReachable();
        var service = manager.service();
        Optional<Boolean> linger = manager.lingers();
        var out = out();
        if (json.isWanted()) {
            printJson(asJson(service, linger));
        } else if (service.isInstalled()) {
            asLines(service, linger).forEach((name, value) -> out.printf("%-9s %s%n", name, PlainText.line(value)));
        } else {
            err().println(
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

    private static ServiceJson asJson(ServiceView service, Optional<Boolean> linger) {
        return new ServiceJson(service.isInstalled(), service.state(), service.detail(), service.enabled(),
                service.unitFile(), service.pid(), service.restarts(), service.result(), service.statusText(), linger);
    }
}
