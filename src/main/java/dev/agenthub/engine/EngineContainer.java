package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A container of this hub as the engine reports it.
 *
 * @param name the engine's name for it, for messages
 * @param planHash the {@link ContainerPlan#hash()} it was created from
 * @param paused whether it is running but paused
 * @param startedAt of the current or last run; empty if it never ran
 * @param exit how the last run ended; empty if it is running or never ran
 */
public record EngineContainer(String id, String name, AgentId agent, String planHash, TerminalMode terminal,
        boolean running, boolean paused, Optional<Instant> startedAt, Optional<Exit> exit) {

    public EngineContainer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(startedAt, "startedAt");
        if (paused && !running || running && exit.isPresent()) {
            throw new IllegalArgumentException("Contradicting state of container " + name + ".");
        }
    }
}
