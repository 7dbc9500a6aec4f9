package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import java.util.Optional;

/** Whether input was typed. */
public enum InputResult {

    TYPED,
    /** No program runs in the terminal. */
    NOT_RUNNING,
    /** The program has stopped reading its input. */
    NOT_READING;

    /** A user-facing sentence that says why nothing was typed; empty if it was. */
    public Optional<String> refusal(AgentId agent) {
        return switch (this) {
            case TYPED -> Optional.empty();
            case NOT_RUNNING -> Optional.of("%s is not running: start it before typing.".formatted(agent));
            case NOT_READING -> Optional.of("%s is not reading its input; nothing was typed.".formatted(agent));
        };
    }
}
