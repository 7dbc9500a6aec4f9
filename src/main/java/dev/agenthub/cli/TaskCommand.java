package dev.agenthub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;

/** Drops a task into an agent's inbox through the hub: whole or not at all, and from another machine too. */
@Command(name = "task", description = "Drop a task into an agent's inbox.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub task qa review.md", "  echo '# Look at the tests' | agent-hub task qa -"})
final class TaskCommand extends HubCommand {

    /** The hub takes no larger body, and text grows a little on its way. */
    private static final int LARGEST = 512 << 10;

    @Parameters(index = "0", paramLabel = "ID", description = "The agent.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "FILE", description = "The task in Markdown; - is standard input.")
    private Path file;

    @Option(names = "--name", paramLabel = "NAME.md",
            description = "What it is called in the inbox. Default: the file's name; of standard input: its heading.")
    private String name;

    @Mixin
    private JsonOption json;

    private final InputStream in;

    TaskCommand(Shell shell) {
        super(shell.environment());
        this.in = shell.in();
    }

    @Override
    public Integer call() throws IOException {
        String text = text();
        if (text.isBlank()) {
            throw new ParameterException(spec().commandLine(), "The task is empty.");
        }
        JsonNode task = client().drop(id, name(), text);
        out().println(json.isWanted() ? task : PlainText.line(Json.text(task, "name")));
        return ExitCode.OK;
    }

    private Optional<String> name() {
        Path own = environment().workingDir().resolve(file).normalize().getFileName();
        return Optional.ofNullable(name)
                .or(() -> isStandardInput() || own == null ? Optional.empty() : Optional.of(own.toString()));
    }

    private boolean isStandardInput() {
        return file.toString().equals("-");
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream from = isStandardInput() ? in
                : Files.newInputStream(environment().workingDir().resolve(file))) {
            bytes = from.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException missing) {
            throw new ParameterException(spec().commandLine(), "There is no file " + file + ".");
        }
        if (bytes.length > LARGEST) {
            throw new ParameterException(spec().commandLine(),
                    "The task is too large: at most " + LARGEST / 1024 + " KiB.");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException binary) {
            throw new ParameterException(spec().commandLine(), "The task is no text: it must be UTF-8.");
        }
    }
}
