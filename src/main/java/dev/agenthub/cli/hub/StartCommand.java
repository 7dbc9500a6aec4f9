package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.cli.command.Seconds;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.home.RuntimeFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs the hub in the foreground until it is interrupted or stopped, or with {@code --daemon} in the background. Its
 * options override configuration files and environment variables. Exits with 1 and one sentence if it cannot start.
 */
@Command(name = "start", description = "Run the hub, in the foreground or as a daemon.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub start --project ~/my-project", "  agent-hub start --daemon && agent-hub status"})
public final class StartCommand extends LocalCommand {

    /** Boots the server. Replaced in tests. */
    @FunctionalInterface
    public interface Server {
        /**
         * @param settings override all other sources of the configuration
         * @param err receives the reason if the server does not start
         * @return the exit code, if the server stops without ending the process
         */
        int run(Map<String, String> settings, PrintWriter err);
    }

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on. Default: 127.0.0.1.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on. Default: 9000.")
    private Integer port;

    @Option(names = "--project", paramLabel = "DIR",
            description = "The project directory. Default: the current directory.")
    private Path project;

    @Option(names = Daemon.OPTION, description = "Run in the background, and return once the hub answers.")
    private boolean daemon;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", converter = Seconds.class,
            description = "How long to wait for the daemon to answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private JsonOption json;

    /** The daemon, as {@code --json} prints it. */
    @RegisterForReflection
    record StartJson(URI url, long pid, String log) {
    }

    private final Shell shell;
    private final Server server;

    public StartCommand(Shell shell, Server server) {
        super(shell.environment());
        this.shell = shell;
        this.server = server;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port != null && (port < 0 || port > 65535)) {
            throw usage("--port must be between 0 and 65535.");
        }
        if (project != null && !Files.isDirectory(project)) {
            throw usage("--project must be a directory: " + project);
        }
        if (daemon) {
            return startDaemon();
        }
        var settings = new TreeMap<String, String>();
        Optional.ofNullable(host).ifPresent(given -> settings.put("hub.host", given));
        Optional.ofNullable(port).ifPresent(given -> settings.put("hub.port", given.toString()));
        Optional.ofNullable(project).ifPresent(
                given -> settings.put("hub.project-root", given.toAbsolutePath().normalize().toString()));
        return server.run(settings, err());
    }

    private int startDaemon() throws IOException, InterruptedException {
        var err = err();
        Optional<RuntimeFile> running = new HubFinder(shell.environment()).running();
        if (running.isPresent()) {
            err.println("agent-hub: A hub is already running at " + running.get().url() + " (process "
                    + running.get().pid() + ").\nStop it with 'agent-hub stop', or set a different HUB_STATE_DIR.");
            return ExitCode.CONFLICT;
        }
        var hub = new Daemon(shell.environment().paths());
        var outcome = hub.start(timeout,
                elapsed -> shell.progress().show(err, "Starting the hub", elapsed));
        shell.progress().clear(err);
        return switch (outcome) {
            case Daemon.StartOutcome.Running started -> report(started.hub(), hub);
            case Daemon.StartOutcome.Exited exited -> {
                err.println(exited.output().isEmpty()
                        ? "agent-hub: The hub exited without output. See " + hub.log() + "." : exited.output());
                yield exited.exitCode() == ExitCode.OK ? ExitCode.FAILED : exited.exitCode();
            }
            case Daemon.StartOutcome.TimedOut timedOut -> {
                err.println("agent-hub: The hub did not answer within " + timeout.toSeconds()
                        + " s and was stopped.\nSee " + hub.log() + ", or raise --timeout.");
                yield ExitCode.TIMED_OUT;
            }
        };
    }

    private int report(RuntimeFile running, Daemon hub) {
        if (json.isWanted()) {
            printJson(new StartJson(running.url(), running.pid(), hub.log().toString()));
        } else {
            err().println("The hub is running at " + running.url() + " (process " + running.pid()
                    + "). Stop it with 'agent-hub stop'.\nLog: " + hub.log());
        }
        return ExitCode.OK;
    }
}
