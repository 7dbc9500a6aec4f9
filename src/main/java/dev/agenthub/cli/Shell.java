package dev.agenthub.cli;

import java.io.InputStream;
import java.time.InstantSource;

import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.Environment;

/**
 * The dependencies of a command, replaceable in tests.
 *
 * @param colours        for standard output
 * @param progress       for standard error
 * @param reconnectDelay for a hub that became unreachable
 * @param in             standard input
 */
record Shell(Environment environment, Colours colours, Progress progress, ReconnectDelay reconnectDelay,
        InstantSource clock, InputStream in) {

    static Shell ofThisProcess() {
        Environment environment = Environment.ofThisProcess();
        return new Shell(environment, Colours.of(environment.process(), StandardStream.OUT.isTerminal()),
                StandardStream.ERR.isTerminal() ? Progress.SHOWN : Progress.HIDDEN, ReconnectDelay.INTERACTIVE,
                InstantSource.system(), System.in);
    }
}
