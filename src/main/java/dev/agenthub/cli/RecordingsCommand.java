package dev.agenthub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;

/** Lists the recordings of an agent's terminal, or saves one as an asciicast file. */
@Command(name = "recordings", description = "List the recordings of an agent's terminal, or save one.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub recordings qa NAME --save talk.cast && asciinema play talk.cast")
final class RecordingsCommand extends HubCommand {

    private static final List<String> HEAD = List.of("RECORDING", "STARTED", "DURATION", "BYTES", "");

    @Parameters(index = "0", paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1", description = "The recording to save.")
    private String name;

    @Option(names = "--save", paramLabel = "FILE", description = "The file to save it to; must not exist.")
    private Path file;

    @Mixin
    private JsonOption json;

    RecordingsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws IOException {
        if ((name == null) != (file == null)) {
            throw new ParameterException(spec().commandLine(), "To save a recording, give both NAME and --save FILE.");
        }
        return name == null ? list() : save();
    }

    private int list() {
        JsonNode recordings = client().recordings(id);
        if (json.isWanted()) {
            out().println(recordings);
        } else if (recordings.isEmpty()) {
            err().println("There are no recordings of " + id + ".");
        } else {
            List<List<String>> rows = new ArrayList<>();
            recordings.forEach(each -> rows.add(List.of(Json.text(each, "name"), Json.text(each, "started_at"),
                    Ago.of(Duration.ofSeconds(each.path("seconds").asLong())), Json.text(each, "bytes"),
                    each.path("running").asBoolean() ? "recording" : "")));
            new Table(HEAD, rows).lines().forEach(out()::println);
        }
        return ExitCode.OK;
    }

    private int save() throws IOException {
        Path to = environment().workingDir().resolve(file);
        try (InputStream recording = client().recording(id, name)) {
            long bytes = Files.copy(recording, to);
            err().println("Saved " + bytes + " bytes to " + file + ".");
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec().commandLine(), file + " already exists; choose another file.");
        }
        return ExitCode.OK;
    }
}
