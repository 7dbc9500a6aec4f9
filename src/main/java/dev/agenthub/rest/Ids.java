package dev.agenthub.rest;

import dev.agenthub.agent.AgentId;
import dev.agenthub.hub.AgentView;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.UnknownAgent;

/** Resolves the agent ids in request paths. */
final class Ids {

    private Ids() {
    }

    /** Parses an id; malformed text is a bad request. */
    static AgentId parse(String text) {
        return AgentId.parse(text).orElseThrow(() -> new BadRequest("An agent id must match " + AgentId.GRAMMAR + "."));
    }

    /** Finds the agent with that id. */
    static AgentView find(Hub hub, String text) {
        return hub.agent(parse(text)).orElseThrow(() -> new UnknownAgent(text));
    }
}
