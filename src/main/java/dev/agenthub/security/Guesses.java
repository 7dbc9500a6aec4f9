package dev.agenthub.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Counts wrong tokens, cookies and codes, of all callers together, since all are on this machine. Thread-safe. */
final class Guesses {

    private static final Logger LOG = Logger.getLogger(Guesses.class);

    /** Wrong ones allowed within a {@link #MINUTE}; further ones must wait. */
    static final int LIMIT = 20;
    static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant start = Instant.MIN;
    private int wrong;

    /** Counts a wrong one. Returns how long the caller must wait if there were too many. */
    synchronized Optional<Duration> wrong(Instant now) {
        if (now.isBefore(start) || !now.isBefore(end())) {
            start = now;
            wrong = 0;
        }
        wrong++;
        if (wrong <= LIMIT) {
            return Optional.empty();
        }
        if (wrong == LIMIT + 1) {
            LOG.warnf("More than %d wrong tokens within a minute: until %s further ones get status 429. The right "
                    + "token is still accepted.", LIMIT, end());
        }
        return Optional.of(Duration.between(now, end()));
    }

    private Instant end() {
        return start.equals(Instant.MIN) ? Instant.MIN : start.plus(MINUTE);
    }
}
