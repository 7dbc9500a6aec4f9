package dev.agenthub.rest;

import dev.agenthub.agent.AgentId;
import dev.agenthub.hub.AgentView;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.UnknownAgent;

/** From the text in a path to an agent. */
final class Ids {

    private Ids() {
    }

    /** The id; malformed text is a bad request before it touches anything. */
    static AgentId parse(String text) {
        return AgentId.parse(text).orElseThrow(() -> new BadRequest("An agent id must match " + AgentId.GRAMMAR + "."));
    }

    /** The agent of that id. */
    static AgentView find(Hub hub, String text) {
        return hub.agent(parse(text)).orElseThrow(() -> new UnknownAgent(text));
    }
}
