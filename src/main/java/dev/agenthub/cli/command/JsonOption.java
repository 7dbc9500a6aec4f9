package dev.agenthub.cli.command;

import picocli.CommandLine.Option;

/** The {@code --json} option of every command that prints data. */
public final class JsonOption {

    @Option(names = "--json", description = "Print JSON.")
    private boolean wanted;

    public boolean isWanted() {
        return wanted;
    }
}
