package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;

/** What the engine says happened, in its order. */
public sealed interface EngineEvent {

    /** The engine answers; what happened before is to be read from its list. */
    record Connected(String version) implements EngineEvent {
    }

    /** The engine does not answer, with a sentence that says why and what to do. Reported once for each outage. */
    record Disconnected(String reason) implements EngineEvent {
    }

    /** A container of ours began to run, whoever started it. */
    record Started(AgentId agent, String containerId) implements EngineEvent {
    }

    /** The main process of a container of ours ended. */
    record Died(AgentId agent, String containerId, Exit exit) implements EngineEvent {
    }

    /** A container of ours was frozen or thawed. */
    record Paused(AgentId agent, String containerId, boolean paused) implements EngineEvent {
    }
}
