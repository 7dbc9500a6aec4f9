package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import io.smallrye.mutiny.Uni;

/** Carries out what an agent's lane wants done. */
interface Effects {

    /**
     * Begins at once, and answers with the command's outcome, or with a failure whose message says for people what went wrong.
     */
    Uni<Outcome> run(AgentId agent, Command command);
}
