package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;

/** An event of the engine or one of its containers. */
public sealed interface EngineEvent {

    /** The engine answers. Earlier events are not delivered; read the list of containers. */
    record Connected(String version) implements EngineEvent {
    }

    /** The engine does not answer, with a reason and a remedy. Reported once per outage. */
    record Disconnected(String reason) implements EngineEvent {
    }

    /** One of the hub's containers started. */
    record Started(AgentId agent, String containerId) implements EngineEvent {
    }

    /** The main process of one of the hub's containers ended. */
    record Died(AgentId agent, String containerId, Exit exit) implements EngineEvent {
    }

    /** One of the hub's containers was paused or resumed. */
    record Paused(AgentId agent, String containerId, boolean paused) implements EngineEvent {
    }
}
