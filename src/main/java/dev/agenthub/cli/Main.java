package dev.agenthub.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Help;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.ConfigCheck;
import dev.agenthub.config.ConfigError;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.ops.ShutdownGuard;

/**
 * The one {@code main}. Every verb is an object made here with what it needs; only {@code start} boots Quarkus.
 * See {@link ExitCode} for what the process answers.
 */
@QuarkusMain
public final class Main {

    private static final String[] PLAIN_START = {"start"};

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // Nothing to parse, and parsing takes a tenth of the time until the hub answers.
        int code = Arrays.equals(arguments, PLAIN_START) ? serve(err)
                : commandLine(Shell.ofThisProcess(), Main::serve, arguments).setOut(out).setErr(err).execute(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * The verbs, ready to run or to be described.
     *
     * @param arguments where they begin with a verb, only that is made: making all takes longer than most of them run
     */
    static CommandLine commandLine(Shell shell, StartCommand.Server server, String... arguments) {
        Map<String, Supplier<Object>> verbs = verbs(shell, server);
        if (arguments.length > 0 && verbs.containsKey(arguments[0]) && !arguments[0].equals(CompleteCommand.NAME)) {
            verbs.keySet().retainAll(Set.of(arguments[0]));
        }
        CommandLine root = new CommandLine(new AgentHubCommand());
        verbs.forEach((verb, command) -> root.addSubcommand(verb, command.get()));
        return root.registerConverter(AgentId.class, new AgentIdConverter())
                .setColorScheme(Help.defaultColorScheme(shell.colours().ansi()))
                .setUsageHelpWidth(100)
                // A text to type may begin with @, and is no file.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureReporter());
    }

    /** In the order of the help. */
    private static Map<String, Supplier<Object>> verbs(Shell shell, StartCommand.Server server) {
        Environment environment = shell.environment();
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
        verbs.put("start", () -> new StartCommand(shell, server));
        verbs.put("stop", () -> new StopCommand(environment));
        verbs.put("status", () -> new StatusCommand(shell));
        verbs.put("start-agent", () -> new StartAgentCommand(shell));
        verbs.put("stop-agent", () -> new StopAgentCommand(shell));
        verbs.put("restart-agent", () -> new RestartAgentCommand(shell));
        verbs.put("launch", () -> new LaunchCommand(shell));
        verbs.put("attach", () -> new AttachCommand(shell));
        verbs.put("send", () -> new SendCommand(environment));
        verbs.put("screen", () -> new ScreenCommand(environment));
        verbs.put("logs", () -> new LogsCommand(environment));
        verbs.put("wait", () -> new WaitCommand(environment));
        verbs.put("recordings", () -> new RecordingsCommand(environment));
        verbs.put("inbox", () -> new InboxCommand(environment));
        verbs.put("task", () -> new TaskCommand(shell));
        verbs.put("set-policy", () -> new SetPolicyCommand(environment));
        verbs.put("explain", () -> new ExplainCommand(environment));
        verbs.put("events", () -> new EventsCommand(shell));
        verbs.put("doctor", () -> new DoctorCommand(shell));
        verbs.put("open", () -> new OpenCommand(environment));
        verbs.put("sign-out", () -> new SignOutCommand(environment));
        verbs.put("token", () -> new TokenCommand(environment));
        verbs.put("service", () -> ServiceCommand.of(environment));
        verbs.put("version", VersionCommand::new);
        verbs.put("completion", CompletionCommand::new);
        verbs.put(CompleteCommand.NAME, () -> new CompleteCommand(environment));
        return verbs;
    }

    private static int serve(PrintWriter err) {
        ShutdownGuard.stand(ExitCode.HALTED, System.err);
        Quarkus.run(null, (code, failure) -> System.exit(failure == null ? code : tell(failure, err)));
        return ExitCode.OK;
    }

    /** The server reads the configuration itself; only where it does not start, it is read again for a person, in our words. */
    private static int tell(Throwable failure, PrintWriter err) {
        try {
            ConfigCheck.load(Thread.currentThread().getContextClassLoader());
        } catch (ConfigError wrong) {
            err.println("agent-hub: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
        err.println("agent-hub: " + StartFailure.sentence(failure));
        return ExitCode.FAILED;
    }
}
