package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;

/** Lists the tasks in an agent's inbox, or prints one of them. */
@Command(name = "inbox", description = "List the tasks in an agent's inbox, or print one.",
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub inbox qa", "  agent-hub inbox qa review-the-welcome.md"})
final class InboxCommand extends HubCommand {

    private static final List<String> HEAD = List.of("TASK", "BYTES", "MODIFIED", "HEADING");

    @Parameters(index = "0", paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "TASK", arity = "0..1", description = "The task to print.")
    private String task;

    @Mixin
    private JsonOption json;

    InboxCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (task != null) {
            String text = client().task(id, task);
            out().println((json.isWanted() ? Json.object("name", task).put("text", text).toString()
                    : PlainText.lines(text).stripTrailing()));
            return ExitCode.OK;
        }
        JsonNode tasks = client().tasks(id);
        if (json.isWanted()) {
            out().println(tasks);
        } else if (tasks.isEmpty()) {
            err().println("The inbox of " + id + " is empty.");
        } else {
            List<List<String>> rows = new ArrayList<>();
            tasks.forEach(each -> rows.add(List.of(Json.text(each, "name"), Json.text(each, "size"),
                    Json.text(each, "modified"), Json.text(each, "heading"))));
            new Table(HEAD, rows).lines().forEach(out()::println);
        }
        return ExitCode.OK;
    }
}
