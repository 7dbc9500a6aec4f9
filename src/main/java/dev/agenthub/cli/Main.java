package dev.agenthub.cli;

import dev.agenthub.agent.AgentId;
import dev.agenthub.app.ShutdownGuard;
import dev.agenthub.cli.agent.AgentVerbCommand;
import dev.agenthub.cli.agent.ExplainCommand;
import dev.agenthub.cli.agent.LogsCommand;
import dev.agenthub.cli.agent.RecordingsCommand;
import dev.agenthub.cli.agent.ScreenCommand;
import dev.agenthub.cli.agent.SendCommand;
import dev.agenthub.cli.agent.SetPolicyCommand;
import dev.agenthub.cli.agent.WaitCommand;
import dev.agenthub.cli.attach.AttachCommand;
import dev.agenthub.cli.attach.LaunchCommand;
import dev.agenthub.cli.client.HubClient.Verb;
import dev.agenthub.cli.command.AgentIdConverter;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.FailureReporter;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.command.UsageErrors;
import dev.agenthub.cli.completion.CompleteCommand;
import dev.agenthub.cli.completion.CompletionCommand;
import dev.agenthub.cli.hub.DoctorCommand;
import dev.agenthub.cli.hub.EventsCommand;
import dev.agenthub.cli.hub.OpenCommand;
import dev.agenthub.cli.hub.SignOutCommand;
import dev.agenthub.cli.hub.StartCommand;
import dev.agenthub.cli.hub.StartFailure;
import dev.agenthub.cli.hub.StatusCommand;
import dev.agenthub.cli.hub.StopCommand;
import dev.agenthub.cli.hub.TokenCommand;
import dev.agenthub.cli.hub.VersionCommand;
import dev.agenthub.cli.inbox.InboxCommand;
import dev.agenthub.cli.inbox.TaskCommand;
import dev.agenthub.cli.service.ServiceCommand;
import dev.agenthub.config.ConfigCheck;
import dev.agenthub.config.ConfigError;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/**
 * The entry point. Creates the commands and injects their dependencies; only {@code start} boots Quarkus. Exits with an
 * {@link ExitCode}.
 */
@QuarkusMain
public final class Main {

    private static final String[] PLAIN_START = {"start"};

    private Main() {
    }

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // A bare start needs no parsing, which takes a tenth of the time until the hub answers.
        int code = Arrays.equals(arguments, PLAIN_START) ? serve(Map.of(), err)
                : commandLine(Shell.ofThisProcess(), Main::serve, arguments).setOut(out).setErr(err).execute(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * The root command with its subcommands.
     *
     * @param arguments if they start with a command, only that one is created: creating all takes longer than most run
     */
    static CommandLine commandLine(Shell shell, StartCommand.Server server, String... arguments) {
        Map<String, Supplier<Object>> commands = commands(shell, server);
        if (arguments.length > 0 && commands.containsKey(arguments[0]) && !arguments[0].equals(CompleteCommand.NAME)) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        var root = new CommandLine(new AgentHubCommand());
        commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        return root.registerConverter(AgentId.class, new AgentIdConverter())
                .setColorScheme(Help.defaultColorScheme(shell.colours().ansi()))
                .setUsageHelpWidth(100)
                // Text to type may begin with @; it does not name a file.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureReporter());
    }

    /** The commands, in the order of the help. */
    private static Map<String, Supplier<Object>> commands(Shell shell, StartCommand.Server server) {
        var environment = shell.environment();
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("start", () -> new StartCommand(shell, server));
        commands.put("stop", () -> new StopCommand(environment));
        commands.put("status", () -> new StatusCommand(shell));
        commands.put("start-agent", () -> AgentVerbCommand.of(shell, Verb.START));
        commands.put("stop-agent", () -> AgentVerbCommand.of(shell, Verb.STOP));
        commands.put("restart-agent", () -> AgentVerbCommand.of(shell, Verb.RESTART));
        commands.put("launch", () -> new LaunchCommand(shell));
        commands.put("attach", () -> new AttachCommand(shell));
        commands.put("send", () -> new SendCommand(environment));
        commands.put("screen", () -> new ScreenCommand(environment));
        commands.put("logs", () -> new LogsCommand(environment));
        commands.put("wait", () -> new WaitCommand(environment));
        commands.put("recordings", () -> new RecordingsCommand(environment));
        commands.put("inbox", () -> new InboxCommand(environment));
        commands.put("task", () -> new TaskCommand(shell));
        commands.put("set-policy", () -> new SetPolicyCommand(environment));
        commands.put("explain", () -> new ExplainCommand(environment));
        commands.put("events", () -> new EventsCommand(shell));
        commands.put("doctor", () -> new DoctorCommand(shell));
        commands.put("open", () -> new OpenCommand(environment));
        commands.put("sign-out", () -> new SignOutCommand(environment));
        commands.put("token", () -> new TokenCommand(environment));
        commands.put("service", () -> ServiceCommand.of(environment));
        commands.put("version", () -> new VersionCommand(environment));
        commands.put("completion", () -> new CompletionCommand(environment));
        commands.put(CompleteCommand.NAME, () -> new CompleteCommand(environment));
        return commands;
    }

    private static int serve(Map<String, String> settings, PrintWriter err) {
        // The server takes settings from nowhere else that overrides files and the environment.
        settings.forEach(System::setProperty);
        ShutdownGuard.install(ExitCode.HALTED, System.err);
        Quarkus.run(null, (code, failure) -> System.exit(failure == null ? code : report(failure, err)));
        return ExitCode.OK;
    }

    /** Checks the configuration again after a failed start, because our message is clearer than the server's. */
    private static int report(Throwable failure, PrintWriter err) {
        try {
            ConfigCheck.load(Thread.currentThread().getContextClassLoader(), Map.of());
        } catch (ConfigError e) {
            err.println("agent-hub: " + e.getMessage());
            return ExitCode.USAGE;
        }
        err.println("agent-hub: " + StartFailure.sentence(failure));
        return ExitCode.FAILED;
    }
}
