package dev.agenthub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.ops.RuntimeFile;

/**
 * Runs the hub in the foreground until it is interrupted or stopped, or with {@code --daemon} in the background. Its
 * options override configuration files and environment variables. Exits with 1 and one sentence if it cannot start.
 */
@Command(name = "start", description = "Run the hub, in the foreground or as a daemon.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub start --project ~/my-project", "  agent-hub start --daemon && agent-hub status"})
final class StartCommand implements Callable<Integer> {

    /** Boots the server. Replaced in tests. */
    @FunctionalInterface
    interface Server {
        /**
         * @param err  receives the reason if the server does not start
         * @return the exit code, if the server stops without ending the process
         */
        int run(PrintWriter err);
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on. Default: 127.0.0.1.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on. Default: 9000.")
    private Integer port;

    @Option(names = "--project", paramLabel = "DIR",
            description = "The project directory. Default: the current directory.")
    private Path project;

    @Option(names = Daemon.OPTION, description = "Run in the background, and return once the hub answers.")
    private boolean daemon;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for the daemon to answer. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private JsonOption json;

    private final Shell shell;
    private final Server server;

    StartCommand(Shell shell, Server server) {
        this.shell = shell;
        this.server = server;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port != null && (port < 0 || port > 65535)) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535.");
        }
        if (project != null && !Files.isDirectory(project)) {
            throw new ParameterException(spec.commandLine(), "--project must be a directory: " + project);
        }
        if (timeout <= 0) {
            throw new ParameterException(spec.commandLine(), "--timeout must be positive.");
        }
        if (daemon) {
            return startDaemon();
        }
        set("hub.host", host);
        set("hub.port", port);
        set("hub.project-root", project == null ? null : project.toAbsolutePath().normalize());
        return server.run(spec.commandLine().getErr());
    }

    private int startDaemon() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Optional<RuntimeFile> running = new HubFinder(shell.environment()).running();
        if (running.isPresent()) {
            err.println("agent-hub: A hub is already running at " + running.get().url() + " (process "
                    + running.get().pid() + ").\nStop it with 'agent-hub stop', or set a different HUB_STATE_DIR.");
            return ExitCode.CONFLICT;
        }
        Daemon hub = new Daemon(shell.environment().paths());
        Daemon.Outcome outcome = hub.start(Duration.ofSeconds(timeout),
                elapsed -> shell.progress().show(err, "Starting the hub", elapsed));
        shell.progress().clear(err);
        return switch (outcome) {
            case Daemon.Outcome.Running started -> report(started.hub(), hub);
            case Daemon.Outcome.Exited exited -> {
                err.println(exited.output().isEmpty()
                        ? "agent-hub: The hub exited without output. See " + hub.log() + "." : exited.output());
                yield exited.exitCode() == ExitCode.OK ? ExitCode.FAILED : exited.exitCode();
            }
            case Daemon.Outcome.TimedOut timedOut -> {
                err.println("agent-hub: The hub did not answer within " + timeout + " s and was stopped.\nSee "
                        + hub.log() + ", or raise --timeout.");
                yield ExitCode.TIMED_OUT;
            }
        };
    }

    private int report(RuntimeFile running, Daemon hub) {
        if (json.isWanted()) {
            spec.commandLine().getOut().println(Json.object("url", running.url().toString()).put("pid", running.pid())
                    .put("log", hub.log().toString()));
        } else {
            spec.commandLine().getErr().println("The hub is running at " + running.url() + " (process " + running.pid()
                    + "). Stop it with 'agent-hub stop'.\nLog: " + hub.log());
        }
        return ExitCode.OK;
    }

    /** System properties override all other configuration sources. */
    private static void set(String key, Object value) {
        if (value != null) {
            System.setProperty(key, value.toString());
        }
    }
}
