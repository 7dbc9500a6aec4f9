package dev.agenthub.cli.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import dev.agenthub.ops.HubPaths;

/**
 * What a command knows about where it runs.
 *
 * @param process the environment of the process
 * @param folder  the {@code .env} of the working directory, which the environment of the process overrides
 */
public record Environment(Map<String, String> process, Map<String, String> folder, Path home, Path workingDir) {

    public Environment {
        process = Map.copyOf(process);
        folder = Map.copyOf(folder);
    }

    /** The real one. */
    public static Environment ofThisProcess() {
        Path workingDir = Path.of("").toAbsolutePath();
        return new Environment(System.getenv(), dotEnv(workingDir.resolve(".env")),
                Path.of(System.getProperty("user.home")), workingDir);
    }

    /** A variable that says something, wherever it is set. */
    public Optional<String> get(String name) {
        return fromProcess(name).or(() -> said(folder, name));
    }

    /** A variable that says something and was set by whoever started this process. */
    public Optional<String> fromProcess(String name) {
        return said(process, name);
    }

    /** Whether nothing but the {@code .env} sets the variable. */
    public boolean isFromFolder(String name) {
        return fromProcess(name).isEmpty() && said(folder, name).isPresent();
    }

    public HubPaths paths() {
        Map<String, String> both = new HashMap<>(process);
        get("HUB_STATE_DIR").ifPresent(dir -> both.put("HUB_STATE_DIR", dir));
        return HubPaths.of(both, home, workingDir);
    }

    private static Optional<String> said(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Read as the server's configuration reads it, that is as Java properties: both see the same values. */
    private static Map<String, String> dotEnv(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException none) {
            return Map.of();
        }
        Map<String, String> variables = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> variables.put(name, properties.getProperty(name)));
        return variables;
    }
}
