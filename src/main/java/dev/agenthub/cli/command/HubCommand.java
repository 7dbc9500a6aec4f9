package dev.agenthub.cli.command;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubFinder;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Base of the commands that call the hub. Failures are thrown; {@link FailureReporter} prints them. */
public abstract class HubCommand extends LocalCommand {

    @Option(names = "--hub", paramLabel = "URL",
            description = "The hub's address. Default: HUB_URL, else this machine's hub.")
    private String hub;

    protected HubCommand(Environment environment) {
        super(environment);
    }

    /** Whether the user named the hub, so that it need not be this machine's. */
    protected final boolean isHubNamed() {
        return hub != null || environment().fromProcess("HUB_URL").isPresent();
    }

    protected final HubClient client() {
        return HubClient.of(new HubFinder(environment()).find(Optional.ofNullable(hub)));
    }
}
