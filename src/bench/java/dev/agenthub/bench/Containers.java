package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The containers in which contestants run {@code docker exec}. Closing removes them. */
final class Containers implements Closeable {

    static final String IMAGE = "agent-hub-bench";

    private final String prefix;
    private final List<String> running = new ArrayList<>();

    Containers(String prefix) {
        this.prefix = prefix;
    }

    /** Starts a container whose main process sleeps, and returns its name. */
    String run(String name) throws IOException {
        var full = prefix + name;
        Shell.run("docker", "run", "-d", "--init", "--name", full, IMAGE);
        running.add(full);
        return full;
    }

    @Override
    public void close() throws IOException {
        for (var name : running) {
            Shell.run("docker", "rm", "-f", name);
        }
        running.clear();
    }
}
