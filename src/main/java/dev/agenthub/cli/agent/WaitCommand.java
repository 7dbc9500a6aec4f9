package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.Seconds;
import dev.agenthub.cli.text.PlainText;
import dev.agenthub.expect.Waits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits until an agent meets all conditions. Prints the matched text. Exits with 124 on timeout. */
@Command(name = "wait", description = "Wait until an agent is in a state, shows a text, or is still.",
        footerHeading = "%nConditions, all of which must hold at once:%n",
        footer = {
            "  state=STATE   inactive, starting, active, stopping or error",
            "  text=REGEX    its screen matches; RE2 syntax, ^ and $ match at every line",
            "  still[=TIME]  its screen has not changed for this long, such as 500ms or 3s; default: 2s",
            "%nExample:%n  agent-hub send qa 'run the tests'"
                    + " && agent-hub wait qa --for text=passed --for still --timeout 300"})
public final class WaitCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Option(names = "--for", paramLabel = "CONDITION", required = true, converter = WaitCondition.Converter.class,
            description = "A condition to wait for; see below.")
    private List<WaitCondition> conditions;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
            converter = Seconds.class,
            description = "How long to wait, 1 to " + Waits.MAX_SECONDS + ". Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private JsonOption json;

    public WaitCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (timeout.toSeconds() > Waits.MAX_SECONDS) {
            throw usage("--timeout must be 1 to " + Waits.MAX_SECONDS + " seconds.");
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (var condition : conditions) {
            if (query.put(condition.name(), condition.value()) != null) {
                throw usage("--for " + condition.name() + " is given twice.");
            }
        }
        var outcome = client().await(id, query, timeout);
        if (json.isWanted()) {
            printJson(outcome);
        } else {
            outcome.match().ifPresent(match -> out().println(PlainText.line(match)));
        }
        if (!outcome.satisfied()) {
            err().println("agent-hub: Timed out after " + timeout.toSeconds() + " s; " + id + " is "
                    + Wire.word(outcome.state()) + ".");
        }
        return outcome.satisfied() ? ExitCode.OK : ExitCode.TIMED_OUT;
    }
}
