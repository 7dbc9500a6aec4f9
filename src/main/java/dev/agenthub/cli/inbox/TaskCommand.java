package dev.agenthub.cli.inbox;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.NewTaskJson;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.text.PlainText;
import dev.agenthub.inbox.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops a task into an agent's inbox through the hub, atomically. Also works from another machine. */
@Command(name = "task", description = "Drop a task into an agent's inbox.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub task qa review.md", "  echo '# Look at the tests' | agent-hub task qa -"})
public final class TaskCommand extends HubCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "FILE", description = "The task in Markdown; - reads standard input.")
    private Path file;

    @Option(names = "--name", paramLabel = "NAME.md",
            description = "The task's name in the inbox. Default: the file's name, or the heading from standard input.")
    private String name;

    @Mixin
    private JsonOption json;

    private final InputStream in;

    public TaskCommand(Shell shell) {
        super(shell.environment());
        this.in = shell.in();
    }

    @Override
    public Integer call() throws IOException {
        var text = text();
        if (text.isBlank()) {
            throw usage("The task is empty.");
        }
        var task = client().create(id, new NewTaskJson(name(), text));
        if (json.isWanted()) {
            printJson(task);
        } else {
            out().println(PlainText.line(task.name()));
        }
        return ExitCode.OK;
    }

    private Optional<String> name() {
        var fileName = environment().workingDir().resolve(file).normalize().getFileName();
        return Optional.ofNullable(name)
                .or(() -> isStandardInput() || fileName == null ? Optional.empty() : Optional.of(fileName.toString()));
    }

    private boolean isStandardInput() {
        return file.toString().equals("-");
    }

    private String text() throws IOException {
        byte[] bytes;
        try (var from = isStandardInput() ? in
                : Files.newInputStream(environment().workingDir().resolve(file))) {
            bytes = from.readNBytes(Inbox.MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw usage("File not found: " + file);
        }
        if (bytes.length > Inbox.MAX_BYTES) {
            throw usage("The task is too large; the limit is " + Inbox.MAX_BYTES / 1024 + " KiB.");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw usage("The task must be UTF-8 text.");
        }
    }
}
