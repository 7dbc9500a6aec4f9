package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.cli.command.Seconds;
import dev.agenthub.home.RuntimeFile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Stops this user's hub on this machine with SIGTERM and waits until it exits. Succeeds if no hub is running. Exits
 * with 124 if the hub does not exit in time (it is not killed), and with 1 if a hub answers whose process is unknown.
 */
@Command(name = "stop", description = "Shut down the hub on this machine.")
public final class StopCommand extends LocalCommand {

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", converter = Seconds.class,
            description = "How long to wait for the hub to exit. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    public StopCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RuntimeFile> hub = new HubFinder(environment()).running();
        Optional<ProcessHandle> process = hub.flatMap(file -> file.process(environment().paths().runtimeFile()));
        return process.isPresent() ? stop(process.get()) : reportUnknownHub();
    }

    private int stop(ProcessHandle process) throws InterruptedException {
        if (!process.destroy()) {
            return say(ExitCode.NOT_ALLOWED, "You are not allowed to stop process " + process.pid() + ".");
        }
        try {
            process.onExit().get(timeout.toSeconds(), TimeUnit.SECONDS);
            return say(ExitCode.OK, "The hub has stopped.");
        } catch (TimeoutException e) {
            return say(ExitCode.TIMED_OUT, "The hub (process " + process.pid() + ") is still running after "
                    + timeout.toSeconds() + " s.\nCheck its log, or raise --timeout.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private int reportUnknownHub() {
        var client = HubClient.of(new HubFinder(environment()).find(Optional.empty()));
        try {
            client.status();
        } catch (HubException e) {
            if (e.failure() instanceof Failure.Unreachable) {
                return say(ExitCode.OK, "No hub is running.");
            }
        }
        return say(ExitCode.FAILED, client.hub().url() + " answers, but " + environment().paths().runtimeFile()
                + " does not name its process.\nStop it where it was started.");
    }

    private int say(int code, String sentence) {
        err().println((code == ExitCode.OK ? "" : "agent-hub: ") + sentence);
        return code;
    }
}
