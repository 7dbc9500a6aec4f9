package dev.agenthub.agent;

import java.util.Optional;

/** The result of an event: the agent's next state and the command to run, if any. */
public record Step(Agent agent, Optional<Command> command) {

    public Step {
        if (command.isPresent() && !command.equals(agent.pending())) {
            throw new IllegalArgumentException("%s is not pending in %s.".formatted(command, agent));
        }
    }

    static Step to(Agent agent) {
        return new Step(agent, Optional.empty());
    }

    static Step to(Agent agent, Command command) {
        return new Step(agent, Optional.of(command));
    }
}
