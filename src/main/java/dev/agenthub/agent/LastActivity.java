package dev.agenthub.agent;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** The time and kind of the last activity in an agent's terminal. */
public record LastActivity(Instant at, Source source) {

    public LastActivity {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(source, "source");
    }

    /** The kinds of activity. */
    public enum Source {
        /** Input was typed. */
        INPUT,
        /** The screen changed. */
        OUTPUT,
        /** The program started or was adopted. */
        START,
        /** The machine's clock jumped, so idle time counts from then. */
        CLOCK;

        /** Its name in JSON and in messages; part of the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
