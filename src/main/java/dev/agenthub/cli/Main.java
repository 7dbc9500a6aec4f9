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
import dev.agenthub.cli.client.Backoff;
import dev.agenthub.cli.client.Environment;

/**
 * The one {@code main}. Every verb is an object made here with what it needs; only {@code start} boots Quarkus.
 * See {@link ExitCode} for what the process answers.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Environment environment = Environment.ofThisProcess();
        Colours colours = Colours.of(environment.process(), Colours.isTerminal());
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine commandLine = commandLine(environment, colours, Backoff.FOR_PEOPLE, Main::serve)
                .setOut(out)
                .setErr(err);
        int code = commandLine.execute(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** The verbs, ready to run or to be described. */
    static CommandLine commandLine(Environment environment, Colours colours, Backoff backoff,
            StartCommand.Server server) {
        CommandLine root = new CommandLine(new AgentHubCommand())
                .addSubcommand(new StartCommand(server))
                .addSubcommand(new StopCommand(environment))
                .addSubcommand(new StatusCommand(environment, colours))
                .addSubcommand(new StartAgentCommand(environment))
                .addSubcommand(new StopAgentCommand(environment))
                .addSubcommand(new RestartAgentCommand(environment))
                .addSubcommand(new SetPolicyCommand(environment))
                .addSubcommand(new AttachCommand(environment, backoff))
                .addSubcommand(new SendCommand(environment))
                .addSubcommand(new ScreenCommand(environment))
                .addSubcommand(new EventsCommand(environment, backoff))
                .addSubcommand(new TokenCommand(environment))
                .addSubcommand(ServiceCommand.of(environment))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CompletionCommand());
        return root.registerConverter(AgentId.class, new AgentIdConverter())
                .setColorScheme(Help.defaultColorScheme(colours.ansi()))
                .setUsageHelpWidth(100)
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
