package dev.agenthub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.service.UnitFile;
import dev.agenthub.cli.service.UserManager;
import dev.agenthub.ops.RuntimeFile;

/**
 * Writes the unit, enables it, and starts it; a hub that the service runs already is started anew when the unit has
 * changed. A second time it changes nothing. Exits with 5 when a hub runs that the service did not start.
 */
@Command(name = "install", description = "Write the unit, enable it, and start the hub.")
final class ServiceInstallCommand implements Callable<Integer> {

    /** Where the engine and the hub's memory are: a service must look where this shell looks. */
    private static final List<String> PLACES = List.of("DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_CONTEXT",
            "DOCKER_CONFIG", "HUB_STATE_DIR", "XDG_STATE_HOME");

    /** What becomes of the agents when the hub ends. */
    enum OnExit { leave, stop }

    @Spec
    private CommandSpec spec;

    @Option(names = "--project", paramLabel = "DIR", description = "The project the team works on. Default: this folder.")
    private Path project;

    @Option(names = "--on-exit", paramLabel = "WHAT", defaultValue = "leave",
            description = "leave: agents go on when the hub ends or is upgraded; stop: they end with it. Default: ${DEFAULT-VALUE}.")
    private OnExit onExit;

    @Option(names = "--linger", description = "Also let the services of this user run without a login, from the machine's start on.")
    private boolean linger;

    @Option(names = "--no-start", description = "Do not start it now.")
    private boolean noStart;

    @Option(names = "--print", description = "Print the unit, and do nothing else.")
    private boolean print;

    private final Environment environment;
    private final UserManager manager;
    private final Supplier<List<String>> program;

    ServiceInstallCommand(Environment environment, UserManager manager, Supplier<List<String>> program) {
        this.environment = environment;
        this.manager = manager;
        this.program = program;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = environment.workingDir().resolve(project == null ? Path.of("") : project).normalize();
        if (!Files.isDirectory(root)) {
            throw new ParameterException(spec.commandLine(), "--project must be a folder: " + root);
        }
        UnitFile unit = new UnitFile(program.get(), root, variables(), manager.version());
        if (print) {
            spec.commandLine().getOut().print(unit.text());
            return ExitCode.OK;
        }
        manager.require();
        Optional<RuntimeFile> another = another();
        if (another.isPresent()) {
            err().println("agent-hub: A hub runs already that is not the service: process " + another.get().pid() + ", project "
                    + another.get().projectRoot() + ".\nEnd it with 'agent-hub stop', then try again.");
            return ExitCode.CONFLICT;
        }
        boolean changed = unit.write(manager.unitFile());
        manager.systemctl("daemon-reload");
        manager.systemctl("enable", "--quiet", UserManager.UNIT);
        if (!noStart) {
            manager.systemctl(changed ? "restart" : "start", UserManager.UNIT);
        }
        tell(root);
        return ExitCode.OK;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(Map.of("HUB_ON_EXIT", onExit.name()));
        PLACES.forEach(name -> environment.fromProcess(name).ifPresent(value -> variables.put(name, value)));
        return variables;
    }

    /** A hub that the service would be in the way of. */
    private Optional<RuntimeFile> another() throws InterruptedException {
        if (noStart) {
            return Optional.empty();
        }
        long service = manager.service().pid();
        return new HubFinder(environment).running().filter(hub -> hub.pid() != service);
    }

    private void tell(Path root) throws InterruptedException {
        err().println((noStart ? "Installed" : "Running") + ": " + UserManager.UNIT + ", for the project " + root + ".\nUnit: "
                + manager.unitFile());
        if (onExit == OnExit.leave) {
            err().println("Its agents go on when the hub ends; 'agent-hub stop-agent ID' ends one.");
        }
        tellWhatTheServiceDoesNotSee(root);
        tellOfLinger();
    }

    private void tellWhatTheServiceDoesNotSee(Path root) {
        String unseen = environment.process().keySet().stream()
                .filter(name -> name.startsWith("HUB_") && !name.equals("HUB_URL") && !PLACES.contains(name))
                .sorted().collect(Collectors.joining(", "));
        if (!unseen.isEmpty()) {
            err().println("Set in this shell, and not for the service: " + unseen + ". Write it into " + root.resolve(".env") + ".");
        }
    }

    private void tellOfLinger() throws InterruptedException {
        if (linger) {
            manager.enableLinger();
        }
        err().println(manager.lingers().map(on -> on
                ? "It starts with the machine, also without a login (lingering is on)."
                : "It starts when you log in, and ends when you have logged out everywhere. To let it run always: " + manager.lingerCommand())
                .orElse("Whether it runs without a login cannot be told: loginctl does not say."));
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
