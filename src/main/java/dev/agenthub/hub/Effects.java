package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import io.smallrye.mutiny.Uni;

/** Executes the commands of an agent's lane. */
interface Effects {

    /** Runs the command on subscription. A failure's message is user-facing. */
    Uni<Outcome> run(AgentId agent, Command command);
}
