package dev.agenthub.agent;

import java.util.Optional;

/** What an event made of an agent, and what is to be done about it: at most one command, since one is under way at most. */
public record Step(Agent agent, Optional<Command> command) {

    static Step to(Agent agent) {
        return new Step(agent, Optional.empty());
    }

    static Step to(Agent agent, Command command) {
        return new Step(agent, Optional.of(command));
    }
}
