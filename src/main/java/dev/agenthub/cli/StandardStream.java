package dev.agenthub.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A standard stream of this process, each of which may be a terminal or not. */
enum StandardStream {
    IN, OUT, ERR;

    /** Linux tells each stream by itself; elsewhere the JDK tells only of input and output together. */
    boolean isTerminal() {
        Path link = Path.of("/proc/self/fd", Integer.toString(ordinal()));
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
