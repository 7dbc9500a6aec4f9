package dev.agenthub.cli.inbox;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.text.PlainText;
import dev.agenthub.cli.text.Table;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the tasks in an agent's inbox, or prints one of them. */
@Command(name = "inbox", description = "List the tasks in an agent's inbox, or print one.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub inbox qa", "  agent-hub inbox qa review-the-welcome.md"})
public final class InboxCommand extends HubCommand {

    /** A task with its text, as {@code --json} prints it. */
    @RegisterForReflection
    record TaskTextJson(String name, String text) {
    }

    private static final List<String> HEAD = List.of("TASK", "BYTES", "MODIFIED", "HEADING");

    @Parameters(index = "0", paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "TASK", arity = "0..1", description = "The task to print.")
    private String task;

    @Mixin
    private JsonOption json;

    public InboxCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (task != null) {
            var text = client().task(id, task);
            if (json.isWanted()) {
                printJson(new TaskTextJson(task, text));
            } else {
                out().println(PlainText.lines(text).stripTrailing());
            }
            return ExitCode.OK;
        }
        var tasks = client().tasks(id);
        if (json.isWanted()) {
            printJson(tasks);
        } else if (tasks.isEmpty()) {
            err().println("The inbox of " + id + " is empty.");
        } else {
            new Table(HEAD, tasks.stream().map(each -> List.of(each.name(), Long.toString(each.size()),
                    each.modified().toString(), each.heading().orElse("-"))).toList()).lines().forEach(out()::println);
        }
        return ExitCode.OK;
    }
}
