package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import java.util.Objects;

/** An event of the engine or one of its containers. */
public sealed interface EngineEvent {

    /** The engine answers. Earlier events are not delivered; read the list of containers. */
    record Connected(String version) implements EngineEvent {

        public Connected {
            Objects.requireNonNull(version, "version");
        }
    }

    /** The engine does not answer, with a reason and a remedy. Reported once per outage. */
    record Disconnected(String reason) implements EngineEvent {

        public Disconnected {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** One of the hub's containers started. */
    record Started(AgentId agent, String containerId) implements EngineEvent {

        public Started {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(containerId, "containerId");
        }
    }

    /** The main process of one of the hub's containers ended. */
    record Died(AgentId agent, String containerId, Exit exit) implements EngineEvent {

        public Died {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(containerId, "containerId");
            Objects.requireNonNull(exit, "exit");
        }
    }

    /** One of the hub's containers was paused or resumed. */
    record Paused(AgentId agent, String containerId, boolean paused) implements EngineEvent {

        public Paused {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(containerId, "containerId");
        }
    }
}
