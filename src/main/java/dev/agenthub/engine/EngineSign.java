package dev.agenthub.engine;

/** What came of asking the engine for a sign of life. */
public sealed interface EngineSign {

    /** It answered just now. */
    record Alive() implements EngineSign {
    }

    /** It did not, with a sentence that says why and what to do. */
    record Silent(String reason) implements EngineSign {
    }
}
