package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import java.time.Instant;
import java.util.Optional;

/**
 * A container of this hub as the engine reports it.
 *
 * @param planHash what {@link ContainerPlan#hash()} was when it was made
 * @param paused whether it runs and somebody has paused it, so that its program stands still
 * @param startedAt of the current or last run; empty where it never ran
 * @param exit how the last run ended; empty while it runs or where it never ran
 */
public record EngineContainer(String id, String name, AgentId agent, String planHash, TerminalMode terminal,
        boolean running, boolean paused, Optional<Instant> startedAt, Optional<Exit> exit) {
}
