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
 * The browsers that have signed in. Each has a random id of 256 bits in a cookie, of which only the hash is kept; it survives a
 * restart of the hub, and ends after a time without use, after a time in all, when somebody signs out, and with the token.
 * From any thread; {@link #begin}, {@link #end}, {@link #endAll} and {@link #sweep} block on the disk.
 */
public final class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    /** With more, the one that was not used for longest ends. */
    static final int MOST = 64;
    private static final int BYTES = 32;
    /** Times of use are written down this often in the time that a session lasts without use. */
    private static final int REST = 500;

    private final SessionFile file;
    private final Duration idle;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new HashMap<>();
    private Consumer<Set<String>> listener = hashes -> { };
    private Instant writtenAt = Instant.EPOCH;
    private boolean changed;

    /**
     * @param idle how long one lasts without use
     * @param life how long one lasts at most
     */
    public Sessions(SessionFile file, Duration idle, Duration life) {
        this.file = file;
        this.idle = idle;
        this.life = life;
        file.read().forEach(session -> sessions.put(session.hash(), session));
    }

    /** Who is told of the hashes of sessions that have ended. */
    public synchronized void onEnd(Consumer<Set<String>> told) {
        listener = told;
    }

    /** How long one lasts at most. */
    Duration life() {
        return life;
    }

    /** Begins one; its id, for the browser alone. */
    String begin(Instant now) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (this) {
            var surplus = sessions.values().stream().sorted(Comparator.comparing(Session::used).reversed()).skip(MOST - 1)
                    .map(Session::hash).toList();
            remove(surplus);
            sessions.put(hash(id), new Session(hash(id), now, now));
            write();
        }
        return id;
    }

    /** The hash of the session with that id, where there is one; it is in use now. */
    public synchronized Optional<String> find(String id, Instant now) {
        // Found by its hash, so how long that takes says nothing about any id.
        var session = sessions.get(hash(id));
        if (session == null || session.isOver(now, idle, life)) {
            return Optional.empty();
        }
        sessions.put(session.hash(), session.usedAt(now));
        return Optional.of(session.hash());
    }

    /** Ends one, where there is one with that id. */
    synchronized void end(String id) {
        if (remove(List.of(hash(id)))) {
            write();
        }
    }

    /** Ends all. */
    synchronized void endAll() {
        if (remove(List.copyOf(sessions.keySet()))) {
            write();
        }
    }

    /**
     * Ends those whose time is over, and writes down what is new; now and then.
     *
     * @param connected hashes of sessions by which a connection is open: they are in use
     */
    public synchronized void sweep(Instant now, Set<String> connected) {
        connected.forEach(hash -> sessions.computeIfPresent(hash,
                (same, session) -> session.isOver(now, idle, life) ? session : session.usedAt(now)));
        var over = sessions.values().stream().filter(session -> session.isOver(now, idle, life)).map(Session::hash).toList();
        // The times of use are written down seldom: what is lost of them is little against how long a session lasts.
        if (remove(over) || changed || Duration.between(writtenAt, now).compareTo(idle.dividedBy(REST)) > 0) {
            write();
            writtenAt = now;
        }
    }

    private boolean remove(List<String> hashes) {
        var gone = new HashSet<>(hashes);
        gone.retainAll(sessions.keySet());
        sessions.keySet().removeAll(gone);
        if (!gone.isEmpty()) {
            listener.accept(Set.copyOf(gone));
        }
        return !gone.isEmpty();
    }

    private void write() {
        try {
            file.write(new ArrayList<>(sessions.values()));
            changed = false;
        } catch (IOException e) {
            if (!changed) {
                LOG.warnf("The file of browser sessions cannot be written (%s), so what changed is lost if the hub ends now: a "
                        + "session that was ended would be good again. Make room there; the hub tries again by itself.", e);
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
