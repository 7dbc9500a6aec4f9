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
 * Tells whether the hub runs and what its team does. Exits with 3 when no hub answers, which is an answer too.
 * {@code --watch} draws it anew each second until Ctrl-C, and goes on while the hub is away.
 */
@Command(name = "status", description = "Show the hub and its agents. Exits with 3 when no hub answers.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub status --watch",
            "  agent-hub status --json | jq -r '.agents[] | select(.waiting != null) | .id'"})
final class StatusCommand extends HubCommand {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Option(names = {"-w", "--watch"}, description = "Draw it anew each second, until Ctrl-C.")
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
                    "--watch draws on a terminal. For a program: 'agent-hub events --json'.");
        }
        HubClient client = client();
        return watch ? watch(client) : show(client, out(), err());
    }

    /** Each picture goes over the one before it; lines do not wrap, so that their number is known. */
    private int watch(HubClient client) throws InterruptedException {
        int drawn = 0;
        while (!out().checkError()) {
            StringWriter picture = new StringWriter();
            PrintWriter pen = new PrintWriter(picture, true);
            show(client, pen, pen);
            out().print((drawn > 0 ? "\033[" + drawn + "F" : "") + "\033[?7l\033[J" + picture + "\033[?7h");
            out().flush();
            drawn = (int) picture.toString().lines().count();
            Thread.sleep(PAUSE);
        }
        return ExitCode.FAILED;
    }

    private int show(HubClient client, PrintWriter data, PrintWriter words) {
        try {
            show(client, client.status(), data, words);
            return ExitCode.OK;
        } catch (HubException failed) {
            if (failed.failure() instanceof Failure.Unreachable nobody) {
                showAbsence(nobody, data, words);
                return ExitCode.UNREACHABLE;
            }
            throw failed;
        }
    }

    private void show(HubClient client, JsonNode status, PrintWriter data, PrintWriter words) {
        if (json.isWanted()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode().put("running", true);
            all.put("url", client.hub().url().toString());
            data.println(status instanceof ObjectNode fields ? all.setAll(fields) : all);
            return;
        }
        StatusView view = new StatusView(client.hub().url(), status, clock.instant());
        words.println(view.summary());
        view.table(colours).forEach(data::println);
    }

    private void showAbsence(Failure.Unreachable nobody, PrintWriter data, PrintWriter words) {
        Optional<RuntimeFile> process = namedHub().isPresent() ? Optional.empty() : finder().running();
        if (json.isWanted()) {
            ObjectNode absent = JsonNodeFactory.instance.objectNode().put("running", process.isPresent());
            absent.put("url", nobody.hub().toString()).put("reason", nobody.why());
            process.ifPresent(hub -> absent.put("pid", hub.pid()));
            data.println(absent);
            return;
        }
        process.ifPresentOrElse(
                hub -> words.println("The hub runs as process " + hub.pid() + " and does not answer at " + hub.url()
                        + " (" + PlainText.line(nobody.why()) + "). End it with 'agent-hub stop'."),
                () -> FailureReporter.print(nobody, words));
    }
}
