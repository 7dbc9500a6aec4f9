package dev.agenthub.cli.command;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.text.PlainText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns failures into an exit code and two lines on standard error: what is wrong, and what to do. */
public final class FailureReporter implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
        return switch (failed) {
            case HubException hub -> {
                var sentence = hub.failure().sentence() + suggestion(hub.failure(), command);
                print(sentence, hub.failure(), command.getErr());
                yield ExitCode.of(hub.failure());
            }
            case LocalFailure problem -> {
                line(command.getErr(), problem.getMessage());
                command.getErr().println(problem.advice());
                yield ExitCode.FAILED;
            }
            case InterruptedException interrupted -> ExitCode.INTERRUPTED;
            case IllegalArgumentException invalid -> {
                line(command.getErr(), invalid.getMessage());
                yield ExitCode.USAGE;
            }
            default -> {
                line(command.getErr(), failed.getMessage() == null ? failed.toString() : failed.getMessage());
                yield ExitCode.FAILED;
            }
        };
    }

    /** A similar agent id, if the hub does not know the one on the command line. */
    private static String suggestion(Failure failure, CommandLine command) {
        if (!failure.isNotFound() || !(command.getCommand() instanceof HubCommand hubCommand)) {
            return "";
        }
        return command.getParseResult().matchedPositionals().stream()
                .map(positional -> positional.getValue())
                .filter(AgentId.class::isInstance).map(AgentId.class::cast)
                .flatMap(id -> Suggestion.forAgent(id, hubCommand.client()).stream())
                .findFirst().map(" "::concat).orElse("");
    }

    public static void print(Failure failure, PrintWriter err) {
        print(failure.sentence(), failure, err);
    }

    /** Prints {@code sentence} in place of the failure's own, for example to name the agent. */
    public static void print(String sentence, Failure failure, PrintWriter err) {
        line(err, sentence);
        var advice = advice(failure);
        if (!advice.isEmpty()) {
            err.println(advice);
        }
        err.flush();
    }

    private static void line(PrintWriter err, String sentence) {
        err.println("agent-hub: " + PlainText.line(sentence));
        err.flush();
    }

    private static String advice(Failure failure) {
        return switch (failure) {
            case Failure.Unreachable unreachable ->
                    "Start the hub with 'agent-hub start', or set another address with --hub URL.";
            case Failure.TimedOut timedOut ->
                    "The request may still be in progress; check with 'agent-hub status'.";
            case Failure.NotAHub notAHub -> "Set the hub's address with --hub URL or HUB_URL.";
            case Failure.Problem problem -> switch (problem.status()) {
                case 401 -> "Set HUB_TOKEN; 'agent-hub token' on the hub's machine prints it.";
                case 404 -> "'agent-hub status' lists the agents.";
                case 409 -> "'agent-hub status' shows the state of each agent.";
                default -> "";
            };
        };
    }
}
