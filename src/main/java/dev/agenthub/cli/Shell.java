package dev.agenthub.cli;

import java.io.InputStream;
import java.time.InstantSource;

import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.Environment;

/**
 * What a verb may know of where it runs, so that a test can run it elsewhere.
 *
 * @param colours  of standard output
 * @param progress on standard error
 * @param backoff  how to wait for a hub that went away
 * @param in       standard input
 */
record Shell(Environment environment, Colours colours, Progress progress, ReconnectDelay backoff, InstantSource clock, InputStream in) {

    /** The real one. */
    static Shell ofThisProcess() {
        Environment environment = Environment.ofThisProcess();
        return new Shell(environment, Colours.of(environment.process(), StandardStream.OUT.isTerminal()),
                StandardStream.ERR.isTerminal() ? Progress.SHOWN : Progress.HIDDEN, ReconnectDelay.FOR_PEOPLE,
                InstantSource.system(), System.in);
    }
}
