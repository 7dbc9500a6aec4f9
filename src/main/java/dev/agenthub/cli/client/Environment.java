package dev.agenthub.cli.client;

import dev.agenthub.home.HubPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The environment of a command.
 *
 * @param process the environment variables of the process
 * @param dotEnv  the variables in the working directory's {@code .env}, overridden by {@code process}
 */
public record Environment(Map<String, String> process, Map<String, String> dotEnv, Path home, Path workingDir) {

    public Environment {
        process = Map.copyOf(process);
        dotEnv = Map.copyOf(dotEnv);
    }

    public static Environment ofThisProcess() {
        var workingDir = Path.of("").toAbsolutePath();
        return new Environment(System.getenv(), readDotEnv(workingDir.resolve(".env")),
                Path.of(System.getProperty("user.home")), workingDir);
    }

    /** The non-blank value of a variable from either source. */
    public Optional<String> get(String name) {
        return fromProcess(name).or(() -> nonBlank(dotEnv, name));
    }

    /** The non-blank value of a variable in the environment of the process. */
    public Optional<String> fromProcess(String name) {
        return nonBlank(process, name);
    }

    /** Whether only {@code .env} sets the variable. */
    public boolean isOnlyInDotEnv(String name) {
        return fromProcess(name).isEmpty() && nonBlank(dotEnv, name).isPresent();
    }

    public HubPaths paths() {
        Map<String, String> both = new HashMap<>(process);
        get("HUB_STATE_DIR").ifPresent(dir -> both.put("HUB_STATE_DIR", dir));
        return HubPaths.of(both, home, workingDir);
    }

    private static Optional<String> nonBlank(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Reads it as Java properties, like the server's configuration, so that both see the same values. */
    private static Map<String, String> readDotEnv(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
        Map<String, String> variables = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> variables.put(name, properties.getProperty(name)));
        return variables;
    }
}
