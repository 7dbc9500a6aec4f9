package dev.agenthub.engine;

import java.util.Objects;

/** The result of pinging the engine. */
public sealed interface EngineSign {

    /** The engine answered. */
    record Alive() implements EngineSign {
    }

    /** The engine did not answer, with a reason and a remedy. */
    record Silent(String reason) implements EngineSign {

        public Silent {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
