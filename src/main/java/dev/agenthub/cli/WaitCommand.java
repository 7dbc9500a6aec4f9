package dev.agenthub.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;

/** Waits until an agent meets all conditions. Prints the matched text. Exits with 124 on timeout. */
@Command(name = "wait", description = "Wait until an agent is in a state, shows a text, or is still.",
        footerHeading = "%nConditions, all of which must hold at once:%n",
        footer = {
            "  state=STATE   inactive, starting, active, stopping or error",
            "  text=REGEX    its screen matches; RE2 syntax, ^ and $ match at every line",
            "  still[=TIME]  its screen has not changed for this long, such as 500ms or 3s; default: 2s",
            "%nExample:%n  agent-hub send qa 'run the tests'"
                + " && agent-hub wait qa --for text=passed --for still --timeout 300"})
final class WaitCommand extends HubCommand {

    private static final int MAX_SECONDS = 600;

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Option(names = "--for", paramLabel = "CONDITION", required = true, converter = WaitCondition.Converter.class,
            description = "A condition to wait for; see below.")
    private List<WaitCondition> conditions;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
            description = "How long to wait, 1 to " + MAX_SECONDS + ". Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private JsonOption json;

    WaitCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (timeout < 1 || timeout > MAX_SECONDS) {
            throw new ParameterException(spec().commandLine(), "--timeout must be 1 to " + MAX_SECONDS + " seconds.");
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (WaitCondition condition : conditions) {
            if (query.put(condition.name(), condition.value()) != null) {
                throw new ParameterException(spec().commandLine(), "--for " + condition.name() + " is given twice.");
            }
        }
        JsonNode answer = client().await(id, query, Duration.ofSeconds(timeout));
        boolean satisfied = answer.path("satisfied").asBoolean();
        if (json.isWanted()) {
            out().println(answer);
        } else if (answer.hasNonNull("match")) {
            out().println(PlainText.line(answer.path("match").asText()));
        }
        if (!satisfied) {
            err().println("agent-hub: Timed out after " + timeout + " s; " + id + " is "
                    + PlainText.line(Json.text(answer, "state")) + ".");
        }
        return satisfied ? ExitCode.OK : ExitCode.TIMED_OUT;
    }
}
