package dev.agenthub.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.ops.RuntimeFile;

/**
 * Ends the hub of this user on this machine with SIGTERM and waits until it is gone. No hub is no failure. Exits with
 * 124 when it does not end in time (it is not killed), and with 1 when a hub answers that this user did not start.
 */
@Command(name = "stop", description = "End the hub on this machine, in order.")
final class StopCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for its end. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    private final Environment environment;

    StopCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RuntimeFile> hub = new HubFinder(environment).running();
        Optional<ProcessHandle> process = hub.flatMap(file -> file.process(environment.paths().runtimeFile()));
        return process.isPresent() ? end(process.get()) : tellWhoAnswers();
    }

    private int end(ProcessHandle process) throws InterruptedException {
        if (!process.destroy()) {
            return say(ExitCode.NOT_ALLOWED, "Process " + process.pid() + " cannot be ended by this user.");
        }
        try {
            process.onExit().get(Duration.ofSeconds(timeout).toSeconds(), TimeUnit.SECONDS);
            return say(ExitCode.OK, "The hub has ended.");
        } catch (TimeoutException slow) {
            return say(ExitCode.TIMED_OUT, "The hub (process " + process.pid() + ") was asked to end and still runs"
                    + " after " + timeout + " s.\nLook into its log, or wait longer with --timeout.");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    private int tellWhoAnswers() {
        HubClient client = HubClient.of(new HubFinder(environment).find(Optional.empty()));
        try {
            client.status();
        } catch (HubException failed) {
            if (failed.failure() instanceof Failure.Unreachable) {
                return say(ExitCode.OK, "No hub runs here.");
            }
        }
        return say(ExitCode.FAILED, client.hub().url() + " answers, but " + environment.paths().runtimeFile()
                + " does not say which process it is.\nEnd it where it was started.");
    }

    private int say(int code, String sentence) {
        spec.commandLine().getErr().println((code == ExitCode.OK ? "" : "agent-hub: ") + sentence);
        return code;
    }
}
