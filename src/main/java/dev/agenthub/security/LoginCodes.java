package dev.agenthub.security;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Codes that let one browser in, once: they may stand in an address, where the token never may. From any thread. */
@Singleton
public final class LoginCodes {

    /** So long is a code good. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    /** So many wait at most; with more, the oldest is good no longer. */
    private static final int MOST = 64;
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /** A new code, good until a {@link #LIFE} after now. */
    public synchronized String issue(Instant now) {
        ends.values().removeIf(end -> !now.isBefore(end));
        if (ends.size() >= MOST) {
            ends.remove(ends.keySet().iterator().next());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ends.put(code, now.plus(LIFE));
        return code;
    }

    /** Whether the code is good; from now on it is not. */
    public synchronized boolean redeem(String code, Instant now) {
        var end = ends.remove(code);
        return end != null && now.isBefore(end);
    }
}
