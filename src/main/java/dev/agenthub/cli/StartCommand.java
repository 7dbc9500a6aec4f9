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
 * Runs the hub in the foreground until it is interrupted or told to stop, or with {@code --daemon} in the background. Its
 * options win over every configuration file and variable. Exits with 1 and one sentence when it cannot start.
 */
@Command(name = "start", description = "Run the hub, in the foreground or as a daemon.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub start --project ~/my-project", "  agent-hub start --daemon && agent-hub status"})
final class StartCommand implements Callable<Integer> {

    /** What boots the server; a test has one that does not. */
    @FunctionalInterface
    interface Server {
        /**
         * @param err  takes the sentence on why it does not start
         * @return the exit code, if the server ends without ending the process
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
            description = "The project the team works on. Default: this folder.")
    private Path project;

    @Option(names = Daemon.OPTION, description = "Leave it in the background once it answers; 'agent-hub stop' ends it.")
    private boolean daemon;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for a daemon's first answer. Default: ${DEFAULT-VALUE}.")
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
            throw new ParameterException(spec.commandLine(), "--project must be a folder: " + project);
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
            err.println("agent-hub: A hub runs already, as process " + running.get().pid() + " at " + running.get().url()
                    + ".\nEnd it with 'agent-hub stop', or give this one a HUB_STATE_DIR of its own.");
            return ExitCode.CONFLICT;
        }
        Daemon hub = new Daemon(shell.environment().paths());
        Daemon.Outcome outcome = hub.start(Duration.ofSeconds(timeout),
                taken -> shell.progress().show(err, "The hub starts", taken));
        shell.progress().clear(err);
        return switch (outcome) {
            case Daemon.Outcome.Runs runs -> tell(runs.hub(), hub);
            case Daemon.Outcome.Ended ended -> {
                err.println(ended.said().isEmpty() ? "agent-hub: The hub ended without a word. See " + hub.log() + "."
                        : ended.said());
                yield ended.exitCode() == ExitCode.OK ? ExitCode.FAILED : ended.exitCode();
            }
            case Daemon.Outcome.Late late -> {
                err.println("agent-hub: The hub did not answer within " + timeout + " s and was ended.\nSee " + hub.log()
                        + ", or wait longer with --timeout.");
                yield ExitCode.TIMED_OUT;
            }
        };
    }

    private int tell(RuntimeFile runs, Daemon hub) {
        if (json.isWanted()) {
            spec.commandLine().getOut().println(Json.object("url", runs.url().toString()).put("pid", runs.pid())
                    .put("log", hub.log().toString()));
        } else {
            spec.commandLine().getErr().println("The hub runs at " + runs.url() + " as process " + runs.pid() + ".\nIts log is "
                    + hub.log() + "; end it with 'agent-hub stop'.");
        }
        return ExitCode.OK;
    }

    /** System properties have the highest rank among the sources of configuration. */
    private static void set(String key, Object value) {
        if (value != null) {
            System.setProperty(key, value.toString());
        }
    }
}
