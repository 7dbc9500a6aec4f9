package dev.agenthub.ops;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a hub keeps what must be found again: the one answer for the server and for the command line.
 *
 * <p>The state directory is {@code HUB_STATE_DIR}, else {@code $XDG_STATE_HOME/agent-hub}, else
 * {@code ~/.local/state/agent-hub}. The runtime file lies in {@code $XDG_RUNTIME_DIR/agent-hub}, or in the state
 * directory where there is no such variable or the state directory was named: so each of two hubs with state
 * directories of their own has a runtime file of its own.
 *
 * @param stateDir    absolute; the token and the hub's memory are in it
 * @param runtimeFile absolute; tells where the running hub listens, see {@link RuntimeFile}
 */
public record HubPaths(Path stateDir, Path runtimeFile) {

    /** A function of nothing but its arguments; a relative {@code HUB_STATE_DIR} is below {@code workingDir}. */
    public static HubPaths of(Map<String, String> environment, Path home, Path workingDir) {
        Optional<Path> named = value(environment, "HUB_STATE_DIR").map(workingDir::resolve).map(Path::normalize);
        Path state = named.orElseGet(() -> absolute(environment, "XDG_STATE_HOME")
                .orElseGet(() -> home.resolve(".local").resolve("state"))
                .resolve("agent-hub"));
        Path runtime = named.or(() -> absolute(environment, "XDG_RUNTIME_DIR").map(dir -> dir.resolve("agent-hub")))
                .orElse(state);
        return new HubPaths(state, runtime.resolve("hub.json"));
    }

    /** Holds the token of this hub's doors, and nothing else. */
    public Path token() {
        return stateDir.resolve("token");
    }

    /** What must survive a restart of the hub of this project; its folder's name is for people, the number tells projects apart. */
    public Path project(Path root) {
        return stateDir.resolve("projects").resolve(root.getFileName() + "-" + Integer.toHexString(root.hashCode()));
    }

    /** Says which hidden files running agents can see at this moment; not there where they see none. */
    public Path visible(Path root) {
        return project(root).resolve("visible.txt");
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The XDG specification: a relative path in one of its variables is to be ignored. */
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return value(environment, name).map(Path::of).filter(Path::isAbsolute);
    }
}
