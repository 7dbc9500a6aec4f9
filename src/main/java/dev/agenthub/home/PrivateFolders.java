package dev.agenthub.home;

import dev.agenthub.config.ConfigError;
import dev.agenthub.config.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Folders of the hub and its user that agents must not see.
 *
 * @param state the hub's state, such as the token and recordings
 * @param config the hub's folder in the user's configuration directory
 * @param secrets secrets for agents
 * @param home the user's home folder
 */
public record PrivateFolders(Path state, Path config, Path secrets, Path home) {

    /** Resolves a relative {@code hub.secrets-dir} against {@code workingDir}. */
    public static PrivateFolders of(HubConfig config, HubPaths paths, Map<String, String> environment, Path home,
            Path workingDir) {
        var configDir = Optional.ofNullable(environment.get("XDG_CONFIG_HOME")).map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Path::of).filter(Path::isAbsolute).orElse(home.resolve(".config")).resolve("agent-hub");
        var secrets = config.secretsDir().map(folder -> workingDir.resolve(folder).normalize())
                .orElse(configDir.resolve("secrets"));
        return new PrivateFolders(paths.stateDir(), configDir, secrets, home);
    }

    /** The hub's folders, without the user's home. */
    public Set<Path> all() {
        return Stream.of(state, config, secrets).collect(Collectors.toUnmodifiableSet());
    }

    /** The hub's folders inside the project, by description. Agents cannot see them. */
    public Map<String, Path> inside(Path project) {
        var inside = new LinkedHashMap<String, Path>();
        var root = real(project);
        var all = Map.of("The hub's state", state, "The hub's configuration", config, "The folder of secrets", secrets);
        all.forEach((name, folder) -> {
            if (real(folder).startsWith(root)) {
                inside.put(name, folder);
            }
        });
        return inside;
    }

    /**
     * @throws ConfigError if the project contains the user's home, or one of these folders cannot be hidden from agents
     */
    public void check(Path project, Path usersDir) {
        var root = real(project);
        if (real(home).startsWith(root)) {
            throw new ConfigError(("hub.project-root is '%s', but must not be or contain your home folder %s: every "
                    + "agent could read your keys and the hub's token. Create a folder for the project and pass it "
                    + "with --project.").formatted(project, home));
        }
        Map.of("hub.state-dir", state, "hub.secrets-dir", secrets).forEach((key, folder) -> {
            if (real(folder).startsWith(root) && root.resolve(usersDir).startsWith(real(folder))) {
                throw new ConfigError(("%s is '%s', but must be a separate folder outside the project: "
                        + "agents need other files in it.").formatted(key, folder));
            }
        });
    }

    /** The folder with symbolic links resolved, as far as it exists. */
    private static Path real(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            var parent = absolute.getParent();
            return parent == null || Files.exists(absolute) ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
