package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.text.Durations;
import dev.agenthub.cli.text.Table;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the recordings of an agent's terminal, or saves one as an asciicast file. */
@Command(name = "recordings", description = "List the recordings of an agent's terminal, or save one.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub recordings qa NAME --save talk.cast && asciinema play talk.cast")
public final class RecordingsCommand extends HubCommand {

    private static final List<String> HEAD = List.of("RECORDING", "STARTED", "DURATION", "BYTES", "");

    @Parameters(index = "0", paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1", description = "The recording to save.")
    private String name;

    @Option(names = "--save", paramLabel = "FILE", description = "The file to save it to; must not exist.")
    private Path file;

    @Mixin
    private JsonOption json;

    public RecordingsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws IOException {
        if ((name == null) != (file == null)) {
            throw usage("To save a recording, give both NAME and --save FILE.");
        }
        return name == null ? list() : save();
    }

    private int list() {
        var recordings = client().recordings(id);
        if (json.isWanted()) {
            printJson(recordings);
        } else if (recordings.isEmpty()) {
            err().println("There are no recordings of " + id + ".");
        } else {
            new Table(HEAD, recordings.stream().map(each -> List.of(each.name(), each.startedAt().toString(),
                    Durations.of(Duration.ofSeconds(each.seconds())), Long.toString(each.bytes()),
                    each.running() ? "recording" : "")).toList()).lines().forEach(out()::println);
        }
        return ExitCode.OK;
    }

    private int save() throws IOException {
        var to = environment().workingDir().resolve(file);
        try (var recording = client().recording(id, name)) {
            long bytes = Files.copy(recording, to);
            err().println("Saved " + bytes + " bytes to " + file + ".");
        } catch (FileAlreadyExistsException e) {
            throw usage(file + " already exists; choose another file.");
        }
        return ExitCode.OK;
    }
}
