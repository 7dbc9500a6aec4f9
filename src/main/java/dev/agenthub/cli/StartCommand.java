package dev.agenthub.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the hub in the foreground until it is interrupted or told to stop. Its options win over every configuration
 * file and variable. Exits with 1 and one sentence when it cannot start.
 */
@Command(name = "start", description = "Run the hub in the foreground.")
final class StartCommand implements Callable<Integer> {

    /** What boots the server; a test has one that does not. */
    @FunctionalInterface
    interface Server {
        /** @return the exit code, if the server ends without ending the process */
        int run(CommandSpec spec);
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on. Default: 127.0.0.1.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on. Default: 9000.")
    private Integer port;

    @Option(names = "--project", paramLabel = "DIR",
            description = "The project the team works on. Default: this folder.")
    private Path project;

    private final Server server;

    StartCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > 65535)) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535.");
        }
        if (project != null && !Files.isDirectory(project)) {
            throw new ParameterException(spec.commandLine(), "--project must be a folder: " + project);
        }
        set("hub.host", host);
        set("hub.port", port);
        set("hub.project-root", project == null ? null : project.toAbsolutePath().normalize());
        return server.run(spec);
    }

    /** System properties have the highest rank among the sources of configuration. */
    private static void set(String key, Object value) {
        if (value != null) {
            System.setProperty(key, value.toString());
        }
    }
}
