package dev.agenthub.agent;

import java.time.Instant;
import java.util.Locale;

/** When something last happened in an agent's terminal that a person would call activity, and what it was. */
public record LastActivity(Instant at, Source source) {

    /** Where activity comes from. */
    public enum Source {
        /** Somebody typed. */
        INPUT,
        /** The screen changed. */
        OUTPUT,
        /** The program began, or its terminal was taken up. */
        START,
        /** Nothing happened, but the machine's clock jumped, so that time counts from then. */
        CLOCK;

        /** The word for it in JSON and before people: part of the contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
