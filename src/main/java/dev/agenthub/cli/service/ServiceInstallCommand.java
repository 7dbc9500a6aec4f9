package dev.agenthub.cli.service;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.home.RuntimeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Writes, enables and starts the unit. Restarts a running service only if the unit has changed. Exits with 5 if a hub
 * runs that the service did not start.
 */
@Command(name = "install", description = "Write and enable the unit, and start the hub.")
final class ServiceInstallCommand extends LocalCommand {

    /** Copied into the unit, so that the service finds the same engine and state directory as this shell. */
    private static final List<String> COPIED = List.of("DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH",
            "DOCKER_CONTEXT", "DOCKER_CONFIG", "HUB_STATE_DIR", "XDG_STATE_HOME");

    /** What happens to the agents when the hub stops. */
    enum AgentsOnExit { leave, stop }

    @Option(names = "--project", paramLabel = "DIR",
            description = "The project directory. Default: the current directory.")
    private Path project;

    @Option(names = "--on-exit", paramLabel = "WHAT", defaultValue = "leave",
            description = "leave: agents keep running when the hub stops; stop: they stop too."
                    + " Default: ${DEFAULT-VALUE}.")
    private AgentsOnExit onExit;

    @Option(names = "--linger",
            description = "Also enable lingering: this user's services start at boot, without a login.")
    private boolean linger;

    @Option(names = "--no-start", description = "Do not start the hub.")
    private boolean noStart;

    @Option(names = "--print", description = "Print the unit and exit.")
    private boolean print;

    private final UserManager manager;
    private final Supplier<List<String>> program;

    ServiceInstallCommand(Environment environment, UserManager manager, Supplier<List<String>> program) {
        super(environment);
        this.manager = manager;
        this.program = program;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var root = environment().workingDir().resolve(project == null ? Path.of("") : project).normalize();
        if (!Files.isDirectory(root)) {
            throw new ParameterException(spec().commandLine(), "--project must be a directory: " + root);
        }
        var unit = new UnitFile(program.get(), root, variables(), manager.version());
        if (print) {
            out().print(unit.text());
            return ExitCode.OK;
        }
        manager.requireReachable();
        Optional<RuntimeFile> other = otherHub();
        if (other.isPresent()) {
            err().println("agent-hub: A hub that is not the service is already running: process " + other.get().pid()
                    + ", project " + other.get().projectRoot() + ".\nStop it with 'agent-hub stop', then try again.");
            return ExitCode.CONFLICT;
        }
        boolean changed = unit.write(manager.unitFile());
        manager.systemctl("daemon-reload");
        manager.systemctl("enable", "--quiet", UserManager.UNIT);
        if (!noStart) {
            manager.systemctl(changed ? "restart" : "start", UserManager.UNIT);
        }
        report(root);
        return ExitCode.OK;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(Map.of("HUB_ON_EXIT", onExit.name()));
        COPIED.forEach(name -> environment().fromProcess(name).ifPresent(value -> variables.put(name, value)));
        return variables;
    }

    /** A running hub that conflicts with the service. */
    private Optional<RuntimeFile> otherHub() throws InterruptedException {
        if (noStart) {
            return Optional.empty();
        }
        long service = manager.service().pid();
        return new HubFinder(environment()).running().filter(hub -> hub.pid() != service);
    }

    private void report(Path root) throws InterruptedException {
        err().println((noStart ? "Installed" : "Running") + ": " + UserManager.UNIT + ", for the project " + root
                + ".\nUnit: " + manager.unitFile());
        if (onExit == AgentsOnExit.leave) {
            err().println("Agents keep running when the hub stops; 'agent-hub stop-agent ID' stops one.");
        }
        reportIgnoredVariables(root);
        reportLinger();
    }

    private void reportIgnoredVariables(Path root) {
        var ignored = environment().process().keySet().stream()
                .filter(name -> name.startsWith("HUB_") && !name.equals("HUB_URL") && !COPIED.contains(name))
                .sorted().collect(Collectors.joining(", "));
        if (!ignored.isEmpty()) {
            err().println("Set in this shell but not for the service: " + ignored + ". Add them to "
                    + root.resolve(".env") + ".");
        }
    }

    private void reportLinger() throws InterruptedException {
        if (linger) {
            manager.enableLinger();
        }
        err().println(manager.lingers().map(on -> on
                ? "The hub starts at boot, without a login (lingering is on)."
                : "The hub starts when you log in and stops after your last logout. To keep it running: "
                        + manager.lingerCommand())
                .orElse("loginctl does not report whether lingering is on."));
    }
}
