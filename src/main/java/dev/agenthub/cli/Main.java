package dev.agenthub.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.ConfigCheck;
import dev.agenthub.config.ConfigError;
import dev.agenthub.cli.client.Environment;

/**
 * The one {@code main}. Every verb is an object made here with what it needs; only {@code start} boots Quarkus.
 * See {@link ExitCode} for what the process answers.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine commandLine = commandLine(Shell.ofThisProcess(), Main::serve).setOut(out).setErr(err);
        int code = commandLine.execute(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** The verbs, ready to run or to be described. */
    static CommandLine commandLine(Shell shell, StartCommand.Server server) {
        Environment environment = shell.environment();
        CommandLine root = new CommandLine(new AgentHubCommand())
                .addSubcommand(new StartCommand(shell, server))
                .addSubcommand(new StopCommand(environment))
                .addSubcommand(new StatusCommand(shell))
                .addSubcommand(new StartAgentCommand(shell))
                .addSubcommand(new StopAgentCommand(shell))
                .addSubcommand(new RestartAgentCommand(shell))
                .addSubcommand(new LaunchCommand(shell))
                .addSubcommand(new AttachCommand(shell))
                .addSubcommand(new SendCommand(environment))
                .addSubcommand(new ScreenCommand(environment))
                .addSubcommand(new LogsCommand(environment))
                .addSubcommand(new WaitCommand(environment))
                .addSubcommand(new RecordingsCommand(environment))
                .addSubcommand(new InboxCommand(environment))
                .addSubcommand(new TaskCommand(shell))
                .addSubcommand(new SetPolicyCommand(environment))
                .addSubcommand(new ExplainCommand(environment))
                .addSubcommand(new EventsCommand(shell))
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(new OpenCommand(environment))
                .addSubcommand(new TokenCommand(environment))
                .addSubcommand(ServiceCommand.of(environment))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new CompleteCommand(environment));
        return root.registerConverter(AgentId.class, new AgentIdConverter())
                .setColorScheme(Help.defaultColorScheme(shell.colours().ansi()))
                .setUsageHelpWidth(100)
                // A text to type may begin with @, and is no file.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new Failures());
    }

    private static int serve(CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            ConfigCheck.load(Thread.currentThread().getContextClassLoader());
        } catch (ConfigError wrong) {
            err.println("agent-hub: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
        Quarkus.run(null, (code, failure) -> {
            if (failure != null) {
                err.println("agent-hub: " + StartFailure.sentence(failure));
            }
            System.exit(code);
        });
        return ExitCode.OK;
    }
}
