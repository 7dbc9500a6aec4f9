package dev.agenthub.rest;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.Wire;
import dev.agenthub.hub.AgentView;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.UnknownAgent;
import java.util.Arrays;
import java.util.Optional;

/** Parses the parameters of requests; an invalid one is a bad request that says what is allowed. */
final class Parameters {

    private Parameters() {
    }

    /** The body, which must not be missing. */
    static <T> T body(T body) {
        return Optional.ofNullable(body).orElseThrow(
                () -> RefusedRequest.badRequest("The body must be one JSON object; /q/openapi has its fields."));
    }

    static AgentId id(String text) {
        return AgentId.parse(text)
                .orElseThrow(() -> RefusedRequest.badRequest("An agent id must match " + AgentId.GRAMMAR + "."));
    }

    /** Finds the agent with that id. */
    static AgentView agent(Hub hub, String text) {
        return hub.agent(id(text)).orElseThrow(() -> new UnknownAgent(text));
    }

    /** Parses a whole number in this range. */
    static long number(String name, String text, long min, long max) {
        try {
            var number = Long.parseLong(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As for a number out of range.
        }
        throw RefusedRequest.badRequest("%s must be a whole number %s, not '%s'.".formatted(name, max == Long.MAX_VALUE
                ? "of at least " + min
                : "from %d to %d".formatted(min, max), text));
    }

    static AgentState state(String word) {
        return Arrays.stream(AgentState.values()).filter(state -> Wire.word(state).equals(word)).findFirst()
                .orElseThrow(() -> RefusedRequest.badRequest(
                        "state must be one of %s, not '%s'.".formatted(Wire.words(AgentState.class), word)));
    }
}
