package dev.agenthub.hub;

import java.time.Instant;
import java.util.Optional;

/** What an agent's lane knows of the hub's contact with its engine. From any thread; never blocks. */
interface Contact {

    /** Why nothing can be asked of the engine now, in a sentence for people; empty where it can. */
    Optional<String> away();

    /** When the engine last confirmed what is known of agents; empty while it does. */
    Optional<Instant> unconfirmedSince();
}
