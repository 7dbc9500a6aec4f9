package dev.agenthub.security;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Single-use login codes for browsers. Unlike the token, they may appear in a URL. Thread-safe. */
@Singleton
public final class LoginCodes {

    /** How long a code is valid. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    /** The most unused codes; issuing more invalidates the oldest. */
    private static final int LIMIT = 64;
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /** Issues a code, valid for {@link #LIFE}. */
    public synchronized String issue(Instant now) {
        ends.values().removeIf(end -> !now.isBefore(end));
        if (ends.size() >= LIMIT) {
            ends.remove(ends.keySet().iterator().next());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ends.put(code, now.plus(LIFE));
        return code;
    }

    /** Whether the code is valid; invalidates it. */
    public synchronized boolean redeem(String code, Instant now) {
        var end = ends.remove(code);
        return end != null && now.isBefore(end);
    }
}
