package dev.agenthub.hub;

import java.time.Instant;
import java.util.Optional;

/** The hub's contact with its engine, as an agent's lane sees it. Thread-safe; never blocks. */
interface Contact {

    /** Why the engine cannot be used now, as a user-facing sentence; empty if it can. */
    Optional<String> outage();

    /** When the engine last confirmed the agents' states; empty while it does. */
    Optional<Instant> unconfirmedSince();
}
