package dev.agenthub.agent;

import java.util.Objects;

/** What the engine says about a container of an agent at one moment. */
public sealed interface Sighting {

    /** The container runs. A paused one still does, but its program reads no input. */
    record Alive(Run run, boolean paused) implements Sighting {

        public Alive {
            Objects.requireNonNull(run, "run");
        }
    }

    /** The container does not run, or no longer exists; {@code exit} is how it last ended. */
    record NotRunning(String containerId, Exit exit) implements Sighting {

        public NotRunning {
            Objects.requireNonNull(containerId, "containerId");
            Objects.requireNonNull(exit, "exit");
        }
    }
}
