package dev.agenthub.cli.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A standard stream of this process. */
public enum StandardStream {
    IN, OUT, ERR;

    /** On Linux each stream is checked. Elsewhere the JDK can check only input and output together. */
    public boolean isTerminal() {
        var link = Path.of("/proc/self/fd", Integer.toString(ordinal()));
        try {
            var target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            var console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
