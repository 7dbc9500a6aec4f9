package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;

/** An agent's folder does not answer; the message is user-facing and says what to do. */
public final class FolderStuck extends RuntimeException {

    FolderStuck(AgentId agent) {
        super(("The inbox of %s does not answer, so nothing in it is read or written. A file in it (a pipe, or one "
                + "leased by another program) or its file system blocks the hub. Check what is in it, and try again.")
                .formatted(agent), null, false, false);
    }
}
