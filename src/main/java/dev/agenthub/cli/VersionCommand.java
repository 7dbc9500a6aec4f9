package dev.agenthub.cli;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version of this program. {@code status} shows that of a running hub. */
@Command(name = "version", description = "Print the version of this program.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(json.isWanted()
                ? JsonNodeFactory.instance.objectNode().put("version", Version.TEXT)
                : "agent-hub " + Version.TEXT);
        return ExitCode.OK;
    }
}
