package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.engine.StartWatch;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.Optional;

/** Executes the commands of an agent's lane, and nothing else. */
interface Effects {

    /**
     * A command's outcome.
     *
     * @param opened the terminal that the command opened; the receiver owns it
     */
    record Result(Outcome outcome, Optional<TerminalConnection> opened) {

        public Result {
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(opened, "opened");
        }

        Result(Outcome outcome) {
            this(outcome, Optional.empty());
        }
    }

    /**
     * Runs the command after subscription, possibly not immediately. A failure's message is user-facing.
     *
     * @param watch receives what a start waits for, and returns whether the start is still wanted
     */
    Uni<Result> run(AgentId agent, Command command, StartWatch watch);
}
