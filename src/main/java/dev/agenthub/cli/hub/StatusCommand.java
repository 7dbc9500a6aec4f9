package dev.agenthub.cli.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agenthub.api.StatusJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.FailureReporter;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.PlainText;
import dev.agenthub.cli.text.StandardStream;
import dev.agenthub.home.RuntimeFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shows the hub and its agents. If no hub answers, says so and exits with 3. {@code --watch} refreshes every second
 * until Ctrl-C, even while the hub is unreachable.
 */
@Command(name = "status", description = "Show the hub and its agents. Exits with 3 if no hub answers.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub status --watch",
            "  agent-hub status --json | jq -r '.agents[] | select(.waiting != null) | .id'"})
public final class StatusCommand extends HubCommand {

    /** A hub that answers, as {@code --json} prints it. */
    @RegisterForReflection
    record RunningJson(boolean running, URI url, @JsonUnwrapped StatusJson status) {
    }

    /**
     * A hub that does not answer, as {@code --json} prints it.
     *
     * @param running whether its process runs
     * @param pid omitted if it does not
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @RegisterForReflection
    record UnreachableJson(boolean running, URI url, String reason, Optional<Long> pid) {
    }

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);

    @Option(names = {"-w", "--watch"}, description = "Refresh every second until Ctrl-C.")
    private boolean watch;

    @Mixin
    private JsonOption json;

    private final Colours colours;
    private final InstantSource clock;

    public StatusCommand(Shell shell) {
        super(shell.environment());
        this.colours = shell.colours();
        this.clock = shell.clock();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (watch && (json.isWanted() || !StandardStream.OUT.isTerminal())) {
            throw usage("--watch needs a terminal and text output. For scripts, use 'agent-hub events --json'.");
        }
        var client = client();
        return watch ? watch(client) : show(client, out(), err());
    }

    /** Draws each update over the one before. Wrapping is off, so that the number of lines is known. */
    private int watch(HubClient client) throws InterruptedException {
        int lines = 0;
        while (!out().checkError()) {
            var update = new StringWriter();
            var writer = new PrintWriter(update, true);
            show(client, writer, writer);
            out().print((lines > 0 ? "\033[" + lines + "F" : "") + "\033[?7l\033[J" + update + "\033[?7h");
            out().flush();
            lines = (int) update.toString().lines().count();
            Thread.sleep(REFRESH_INTERVAL);
        }
        return ExitCode.FAILED;
    }

    private int show(HubClient client, PrintWriter data, PrintWriter messages) {
        try {
            show(client, client.status(), data, messages);
            return ExitCode.OK;
        } catch (HubException e) {
            if (e.failure() instanceof Failure.Unreachable unreachable) {
                showUnreachable(unreachable, data, messages);
                return ExitCode.UNREACHABLE;
            }
            throw e;
        }
    }

    private void show(HubClient client, StatusJson status, PrintWriter data, PrintWriter messages) {
        if (json.isWanted()) {
            data.println(Wire.write(new RunningJson(true, client.hub().url(), status)));
            return;
        }
        var view = new StatusView(client.hub().url(), status, clock.instant());
        messages.println(view.summary());
        view.table(colours).forEach(data::println);
    }

    private void showUnreachable(Failure.Unreachable unreachable, PrintWriter data, PrintWriter messages) {
        Optional<RuntimeFile> process =
                isHubNamed() ? Optional.empty() : new HubFinder(environment()).running();
        if (json.isWanted()) {
            data.println(Wire.write(new UnreachableJson(process.isPresent(), unreachable.hub(), unreachable.why(),
                    process.map(RuntimeFile::pid))));
            return;
        }
        process.ifPresentOrElse(
                hub -> messages.println("The hub (process " + hub.pid() + ") is running but does not answer at "
                        + hub.url() + " (" + PlainText.line(unreachable.why()) + "). Stop it with 'agent-hub stop'."),
                () -> FailureReporter.print(unreachable, messages));
    }
}
