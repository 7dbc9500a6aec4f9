package dev.agenthub.home;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Paths of the hub's files, shared by the server and the command line.
 *
 * <p>The state directory is {@code HUB_STATE_DIR}, else {@code $XDG_STATE_HOME/agent-hub}, else
 * {@code ~/.local/state/agent-hub}. The runtime file is in {@code $XDG_RUNTIME_DIR/agent-hub}; without that variable,
 * or with {@code HUB_STATE_DIR}, it is in the state directory. So hubs with different state directories have different
 * runtime files.
 *
 * @param stateDir    absolute; holds the token and the hub's state
 * @param runtimeFile absolute; describes the running hub, see {@link RuntimeFile}
 */
public record HubPaths(Path stateDir, Path runtimeFile) {

    /** Resolves a relative {@code HUB_STATE_DIR} against {@code workingDir}. */
    public static HubPaths of(Map<String, String> environment, Path home, Path workingDir) {
        Optional<Path> configured = value(environment, "HUB_STATE_DIR").map(workingDir::resolve).map(Path::normalize);
        var state = configured.orElseGet(() -> absolute(environment, "XDG_STATE_HOME")
                .orElseGet(() -> home.resolve(".local").resolve("state"))
                .resolve("agent-hub"));
        var runtime = configured.or(() -> absolute(environment, "XDG_RUNTIME_DIR")
                .map(dir -> dir.resolve("agent-hub")))
                .orElse(state);
        return new HubPaths(state, runtime.resolve("hub.json"));
    }

    /** The token file. */
    public Path token() {
        return stateDir.resolve("token");
    }

    /** The state folder of a project. The hash keeps projects of the same name apart. */
    public Path project(Path root) {
        return stateDir.resolve("projects").resolve(root.getFileName() + "-" + Integer.toHexString(root.hashCode()));
    }

    /** Lists the hidden files that running agents can currently see; missing if there are none. */
    public Path exposedFiles(Path root) {
        return project(root).resolve("visible.txt");
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Ignores relative paths, as the XDG specification demands. */
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return value(environment, name).map(Path::of).filter(Path::isAbsolute);
    }
}
