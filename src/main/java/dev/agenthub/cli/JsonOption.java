package dev.agenthub.cli;

import picocli.CommandLine.Option;

/** The {@code --json} option of every command that prints data. */
final class JsonOption {

    @Option(names = "--json", description = "Print JSON.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
