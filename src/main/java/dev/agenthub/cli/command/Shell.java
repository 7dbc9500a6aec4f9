package dev.agenthub.cli.command;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.Progress;
import dev.agenthub.cli.text.StandardStream;
import java.io.InputStream;
import java.time.InstantSource;

/**
 * The dependencies of a command, replaceable in tests.
 *
 * @param colours        for standard output
 * @param progress       for standard error
 * @param reconnectDelay for a hub that became unreachable
 * @param in             standard input
 */
public record Shell(Environment environment, Colours colours, Progress progress, ReconnectDelay reconnectDelay,
        InstantSource clock, InputStream in) {

    public static Shell ofThisProcess() {
        var environment = Environment.ofThisProcess();
        return new Shell(environment, Colours.of(environment.process(), StandardStream.OUT.isTerminal()),
                StandardStream.ERR.isTerminal() ? Progress.SHOWN : Progress.HIDDEN, ReconnectDelay.INTERACTIVE,
                InstantSource.system(), System.in);
    }
}
