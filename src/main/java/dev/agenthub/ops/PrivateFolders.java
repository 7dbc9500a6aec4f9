package dev.agenthub.ops;

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
 * Folders that are the hub's and its user's own, and that no agent is to see.
 *
 * @param state the hub's state: the token, recordings
 * @param config the hub's folder in the user's configuration directory
 * @param secrets secrets for agents
 * @param home the user's
 */
public record PrivateFolders(Path state, Path config, Path secrets, Path home) {

    /** A function of nothing but its arguments; a relative {@code hub.secrets-dir} is below {@code workingDir}. */
    public static PrivateFolders of(HubConfig config, HubPaths paths, Map<String, String> environment, Path home, Path workingDir) {
        var own = Optional.ofNullable(environment.get("XDG_CONFIG_HOME")).map(String::strip).filter(text -> !text.isEmpty())
                .map(Path::of).filter(Path::isAbsolute).orElse(home.resolve(".config")).resolve("agent-hub");
        var secrets = config.secretsDir().map(folder -> workingDir.resolve(folder).normalize()).orElse(own.resolve("secrets"));
        return new PrivateFolders(paths.stateDir(), own, secrets, home);
    }

    /** The hub's own folders. */
    public Set<Path> hubs() {
        return Stream.of(state, config, secrets).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of the hub's own folders that lie in the project, by the words that name them. Agents see nothing of them. */
    public Map<String, Path> inside(Path project) {
        var inside = new LinkedHashMap<String, Path>();
        var root = real(project);
        Map.of("The hub's state", state, "The hub's configuration", config, "The folder of secrets", secrets).forEach((what, folder) -> {
            if (real(folder).startsWith(root)) {
                inside.put(what, folder);
            }
        });
        return inside;
    }

    /** @throws ConfigError where agents of that project would see the user's home, or where one of these folders cannot be hidden from them */
    public void check(Path project, Path usersDir) {
        var root = real(project);
        if (real(home).startsWith(root)) {
            throw new ConfigError(("hub.project-root is '%s', but must not be or hold your home folder %s: every agent would read what is in it, "
                    + "such as keys and the hub's token. Make a folder for the project and name that (--project).").formatted(project, home));
        }
        Map.of("hub.state-dir", state, "hub.secrets-dir", secrets).forEach((key, folder) -> {
            if (real(folder).startsWith(root) && root.resolve(usersDir).startsWith(real(folder))) {
                throw new ConfigError("%s is '%s', but must be a folder of its own outside of the project: agents need what else is in it."
                        .formatted(key, folder));
            }
        });
    }

    /** The folder with its links followed as far as it is there. */
    private static Path real(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException missing) {
            var parent = absolute.getParent();
            return parent == null || Files.exists(absolute) ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
