package dev.agenthub.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.ops.RuntimeFile;

/**
 * Shows the hub and its agents. If no hub answers, says so and exits with 3. {@code --watch} refreshes every second
 * until Ctrl-C, even while the hub is unreachable.
 */
@Command(name = "status", description = "Show the hub and its agents. Exits with 3 if no hub answers.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub status --watch",
            "  agent-hub status --json | jq -r '.agents[] | select(.waiting != null) | .id'"})
final class StatusCommand extends HubCommand {

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);

    @Option(names = {"-w", "--watch"}, description = "Refresh every second until Ctrl-C.")
    private boolean watch;

    @Mixin
    private JsonOption json;

    private final Colours colours;
    private final InstantSource clock;

    StatusCommand(Shell shell) {
        super(shell.environment());
        this.colours = shell.colours();
        this.clock = shell.clock();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (watch && (json.isWanted() || !StandardStream.OUT.isTerminal())) {
            throw new ParameterException(spec().commandLine(),
                    "--watch needs a terminal and text output. For scripts, use 'agent-hub events --json'.");
        }
        HubClient client = client();
        return watch ? watch(client) : show(client, out(), err());
    }

    /** Draws each update over the one before. Wrapping is off, so that the number of lines is known. */
    private int watch(HubClient client) throws InterruptedException {
        int lines = 0;
        while (!out().checkError()) {
            StringWriter update = new StringWriter();
            PrintWriter writer = new PrintWriter(update, true);
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

    private void show(HubClient client, JsonNode status, PrintWriter data, PrintWriter messages) {
        if (json.isWanted()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode().put("running", true);
            all.put("url", client.hub().url().toString());
            data.println(status instanceof ObjectNode fields ? all.setAll(fields) : all);
            return;
        }
        StatusView view = new StatusView(client.hub().url(), status, clock.instant());
        messages.println(view.summary());
        view.table(colours).forEach(data::println);
    }

    private void showUnreachable(Failure.Unreachable unreachable, PrintWriter data, PrintWriter messages) {
        Optional<RuntimeFile> process = namedHub().isPresent() ? Optional.empty() : finder().running();
        if (json.isWanted()) {
            ObjectNode status = JsonNodeFactory.instance.objectNode().put("running", process.isPresent());
            status.put("url", unreachable.hub().toString()).put("reason", unreachable.why());
            process.ifPresent(hub -> status.put("pid", hub.pid()));
            data.println(status);
            return;
        }
        process.ifPresentOrElse(
                hub -> messages.println("The hub (process " + hub.pid() + ") is running but does not answer at "
                        + hub.url() + " (" + PlainText.line(unreachable.why()) + "). Stop it with 'agent-hub stop'."),
                () -> FailureReporter.print(unreachable, messages));
    }
}
