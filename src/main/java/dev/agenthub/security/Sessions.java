package dev.agenthub.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The sessions of browsers. The id is 256 random bits in a cookie; the hub stores only its hash. A session survives a
 * restart. It ends when it is idle or old for too long, on sign-out, and when the token changes. Thread-safe;
 * {@link #begin}, {@link #end}, {@link #endAll} and {@link #sweep} block on the disk.
 */
public final class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    /** The most sessions; beyond that the least recently used one ends. */
    static final int LIMIT = 64;
    private static final int BYTES = 32;
    /** Times of use are saved this many times per idle timeout. */
    private static final int SAVES_PER_IDLE_TIME = 500;

    private final SessionFile file;
    private final Duration idle;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new HashMap<>();
    private Consumer<Set<String>> listener = hashes -> { };
    private Instant writtenAt = Instant.EPOCH;
    private boolean changed;

    private Sessions(SessionFile file, Duration idle, Duration life) {
        this.file = file;
        this.idle = idle;
        this.life = life;
    }

    /**
     * Loads the sessions of an earlier hub. Blocks.
     *
     * @param idle how long a session lasts without use
     * @param life how long a session lasts at most
     */
    public static Sessions load(SessionFile file, Duration idle, Duration life) {
        var loaded = new Sessions(file, idle, life);
        file.read().forEach(session -> loaded.sessions.put(session.hash(), session));
        return loaded;
    }

    /** Sets the listener for the hashes of ended sessions. */
    public synchronized void onEnd(Consumer<Set<String>> action) {
        listener = action;
    }

    /** How long a session lasts at most. */
    Duration life() {
        return life;
    }

    /** Starts a session. Returns its id, meant only for the browser. */
    String begin(Instant now) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (this) {
            var surplus = sessions.values().stream().sorted(Comparator.comparing(Session::used).reversed())
                    .skip(LIMIT - 1)
                    .map(Session::hash).toList();
            remove(surplus);
            sessions.put(hash(id), new Session(hash(id), now, now));
            write();
        }
        return id;
    }

    /** Finds a session by its id and marks it as used. Returns its hash. */
    public synchronized Optional<String> find(String id, Instant now) {
        // The lookup is by hash, so its timing reveals nothing about ids.
        var session = sessions.get(hash(id));
        if (session == null || session.isExpired(now, idle, life)) {
            return Optional.empty();
        }
        sessions.put(session.hash(), session.usedAt(now));
        return Optional.of(session.hash());
    }

    /** Ends the session with that id, if it exists. */
    synchronized void end(String id) {
        if (remove(List.of(hash(id)))) {
            write();
        }
    }

    synchronized void endAll() {
        if (remove(List.copyOf(sessions.keySet()))) {
            write();
        }
    }

    /**
     * Ends expired sessions and saves changes. Called periodically.
     *
     * @param connected hashes of sessions with an open connection, which count as used
     */
    public synchronized void sweep(Instant now, Set<String> connected) {
        connected.forEach(hash -> sessions.computeIfPresent(hash,
                (same, session) -> session.isExpired(now, idle, life) ? session : session.usedAt(now)));
        var expired = sessions.values().stream().filter(session -> session.isExpired(now, idle, life))
                .map(Session::hash).toList();
        // Times of use are saved rarely: losing a little of them hardly matters.
        if (remove(expired) || changed
                || Duration.between(writtenAt, now).compareTo(idle.dividedBy(SAVES_PER_IDLE_TIME)) > 0) {
            write();
            writtenAt = now;
        }
    }

    private boolean remove(List<String> hashes) {
        var removed = new HashSet<>(hashes);
        removed.retainAll(sessions.keySet());
        sessions.keySet().removeAll(removed);
        if (!removed.isEmpty()) {
            listener.accept(Set.copyOf(removed));
        }
        return !removed.isEmpty();
    }

    private void write() {
        try {
            file.write(new ArrayList<>(sessions.values()));
            changed = false;
        } catch (IOException e) {
            if (!changed) {
                LOG.warnf("The session file cannot be written (%s). Free some disk space; the hub retries. If it exits "
                        + "before that, changes are lost and sessions that have ended become valid again.", e);
            }
            changed = true;
        }
    }

    private static String hash(String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
