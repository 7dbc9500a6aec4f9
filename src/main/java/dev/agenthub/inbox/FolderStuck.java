package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;

/** A folder of an agent does not answer; the message says so to people, with what helps. */
public final class FolderStuck extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FolderStuck(AgentId agent) {
        super(("The inbox of %s does not answer, so nothing in it is read or written: a file in it (a pipe, or one that another program "
                + "has leased) or its file system holds the hub up. See what is in it, and try again.").formatted(agent), null, false, false);
    }
}
