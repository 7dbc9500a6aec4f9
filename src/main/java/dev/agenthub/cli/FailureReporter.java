package dev.agenthub.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.service.ServiceProblem;

/** The one place where a failure becomes two lines on standard error (what is wrong, what to do) and an exit code. */
final class FailureReporter implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
        return switch (failed) {
            case HubException hub -> {
                String sentence = hub.failure().sentence() + suggestion(hub.failure(), command);
                print(sentence, hub.failure(), command.getErr());
                yield ExitCode.of(hub.failure());
            }
            case ServiceProblem problem -> {
                line(command.getErr(), problem.getMessage());
                command.getErr().println(problem.advice());
                yield ExitCode.FAILED;
            }
            case InterruptedException interrupted -> ExitCode.INTERRUPTED;
            case IllegalArgumentException wrong -> {
                line(command.getErr(), wrong.getMessage());
                yield ExitCode.USAGE;
            }
            default -> {
                line(command.getErr(), failed.getMessage() == null ? failed.toString() : failed.getMessage());
                yield ExitCode.FAILED;
            }
        };
    }

    /** What the person may have meant, where the hub does not know the agent that the command line names. */
    private static String suggestion(Failure failure, CommandLine command) {
        if (!failure.isNotFound() || !(command.getCommand() instanceof HubCommand verb)) {
            return "";
        }
        return command.getParseResult().matchedPositionals().stream()
                .map(positional -> positional.getValue())
                .filter(AgentId.class::isInstance).map(AgentId.class::cast)
                .flatMap(id -> Suggestion.forAgent(id, verb.client()).stream())
                .findFirst().map(" "::concat).orElse("");
    }

    static void print(Failure failure, PrintWriter err) {
        print(failure.sentence(), failure, err);
    }

    /** {@code sentence} says more than the failure can, for example of which agent it speaks. */
    static void print(String sentence, Failure failure, PrintWriter err) {
        line(err, sentence);
        String advice = advice(failure);
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
            case Failure.Unreachable nobody -> "Start it with 'agent-hub start', or name another with --hub URL.";
            case Failure.TimedOut slow -> "It may still be at work: 'agent-hub status' shows how far it is.";
            case Failure.NotAHub other -> "Name the hub with --hub URL or HUB_URL.";
            case Failure.Problem problem -> switch (problem.status()) {
                case 401 -> "Set HUB_TOKEN; 'agent-hub token' prints it on the machine of the hub.";
                case 404 -> "'agent-hub status' lists the agents.";
                case 409 -> "'agent-hub status' shows the state of each agent.";
                default -> "";
            };
        };
    }
}
