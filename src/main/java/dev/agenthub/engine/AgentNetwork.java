package dev.agenthub.engine;

import java.util.Objects;

/** The engine's network that a container is on. */
public sealed interface AgentNetwork {

    /** By which the engine knows it. */
    String name();

    /**
     * The hub's own for its project, made where it is missing and kept for the next start: containers on it reach the host and the
     * world, and not each other.
     */
    record Isolated(String name) implements AgentNetwork {

        public Isolated {
            Objects.requireNonNull(name, "name");
        }
    }

    /** One that is there already and is used as it is, such as {@code bridge} or {@code none}. */
    record Named(String name) implements AgentNetwork {

        public Named {
            Objects.requireNonNull(name, "name");
        }
    }
}
