package dev.agenthub.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Counts wrong tokens, cookies and codes, of all callers together: they all come from this machine. From any thread. */
final class Guesses {

    private static final Logger LOG = Logger.getLogger(Guesses.class);

    /** So many wrong ones are answered within a {@link #MINUTE}; further ones are only told to come later. */
    static final int MOST = 20;
    static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant began = Instant.MIN;
    private int wrong;

    /** Counts a wrong one; how long whoever sent it has to wait, where there were too many. */
    synchronized Optional<Duration> wrong(Instant now) {
        if (now.isBefore(began) || !now.isBefore(end())) {
            began = now;
            wrong = 0;
        }
        wrong++;
        if (wrong <= MOST) {
            return Optional.empty();
        }
        if (wrong == MOST + 1) {
            LOG.warnf("Somebody shows wrong tokens, more than %d within a minute: until %s further ones are answered with 429. "
                    + "The right one is let in as before.", MOST, end());
        }
        return Optional.of(Duration.between(now, end()));
    }

    private Instant end() {
        return began.equals(Instant.MIN) ? Instant.MIN : began.plus(MINUTE);
    }
}
