package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.LocalCommand;
import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the version of this program. {@code status} shows that of a running hub. */
@Command(name = "version", description = "Print the version of this program.")
public final class VersionCommand extends LocalCommand {

    /** The version, as {@code --json} prints it. */
    @RegisterForReflection
    record VersionJson(String version) {
    }

    @Mixin
    private JsonOption json;

    public VersionCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (json.isWanted()) {
            printJson(new VersionJson(Version.TEXT));
        } else {
            out().println("agent-hub " + Version.TEXT);
        }
        return ExitCode.OK;
    }
}
