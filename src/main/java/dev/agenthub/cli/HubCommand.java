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

/** A verb that talks with a hub. FailureReporter are thrown, and {@link FailureReporter} tells them. */
abstract class HubCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--hub", paramLabel = "URL",
            description = "The hub to talk with. Else HUB_URL, else the one that runs here.")
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

    /** For data. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For words. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
