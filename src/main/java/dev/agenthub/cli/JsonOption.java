package dev.agenthub.cli;

import picocli.CommandLine.Option;

/** Mixed into every verb that prints data. */
final class JsonOption {

    @Option(names = "--json", description = "Print JSON.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
