package dev.agenthub.engine;

import java.util.Objects;

/** The network of a container. */
public sealed interface AgentNetwork {

    /**
     * The project's own network, created if missing and kept for the next start. Its containers can reach the host and
     * the internet, but not each other.
     */
    record Isolated() implements AgentNetwork {
    }

    /** An existing network that is used as it is, such as {@code bridge} or {@code none}. */
    record Named(String name) implements AgentNetwork {

        public Named {
            Objects.requireNonNull(name, "name");
        }
    }
}
