package dev.agenthub.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubFinder;

/** Base of the commands that call the hub. Failures are thrown; {@link FailureReporter} prints them. */
abstract class HubCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--hub", paramLabel = "URL",
            description = "The hub's address. Default: HUB_URL, else this machine's hub.")
    private String hub;

    private final Environment environment;

    HubCommand(Environment environment) {
        this.environment = environment;
    }

    final HubFinder finder() {
        return new HubFinder(environment);
    }

    final Optional<String> namedHub() {
        return Optional.ofNullable(hub).or(() -> environment.fromProcess("HUB_URL"));
    }

    final HubClient client() {
        return HubClient.of(finder().find(Optional.ofNullable(hub)));
    }

    final Environment environment() {
        return environment;
    }

    final CommandSpec spec() {
        return spec;
    }

    /** Standard output, for data. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error, for messages. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
