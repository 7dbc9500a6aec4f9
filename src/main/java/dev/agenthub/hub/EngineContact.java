package dev.agenthub.hub;

import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineSign;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * The hub's contact with its engine. The engine is asked for signs of life all the time; its events are listened to while it gives any, over
 * a new connection after each silence, because those from before may be dead without a word. All methods may be called from any thread and do
 * not block.
 */
final class EngineContact implements Contact {

    private static final Logger LOG = Logger.getLogger(EngineContact.class);

    /** Who is told. */
    interface Listener {

        /** The engine answers, for the first time or again: what it says now is the truth. */
        void connected();

        /** The engine does not answer. */
        void away();

        /** Something happened to a container. */
        void heard(EngineEvent event);

        /** What is known of agents is not confirmed any more, or is again. */
        void contactChanged();
    }

    private final ContainerEngine engine;
    private final HubEvents events;
    private final Clock clock;
    private final Listener listener;
    private final Queue<Runnable> atNextSign = new ConcurrentLinkedQueue<>();

    /* Changed under the lock; read anywhere. */
    private volatile EngineHealth health;
    private volatile Optional<Instant> unconfirmedSince = Optional.empty();

    /* Guarded by this. */
    private Instant lastAnswer;
    private Optional<Cancellable> listening = Optional.empty();
    private Cancellable asking = () -> { };
    private boolean over;

    EngineContact(ContainerEngine engine, HubEvents events, Clock clock, Listener listener) {
        this.engine = engine;
        this.events = events;
        this.clock = clock;
        this.listener = listener;
        this.health = new EngineHealth(false, "The engine at " + engine.address() + " has not answered yet.");
        this.lastAnswer = clock.instant();
    }

    synchronized void follow() {
        listen();
        asking = engine.signs().subscribe().with(this::sign,
                failure -> LOG.error("The engine is not asked for signs of life any more: this is a defect of the hub.", failure));
    }

    synchronized void stop() {
        over = true;
        asking.cancel();
        stopListening();
    }

    EngineHealth health() {
        return health;
    }

    @Override
    public Optional<String> away() {
        var now = health;
        return now.reachable() || unconfirmedSince.isEmpty() ? Optional.empty() : Optional.of(now.detail());
    }

    @Override
    public Optional<Instant> unconfirmedSince() {
        return unconfirmedSince;
    }

    /** Runs once the engine has been asked for its next sign of life, whatever it said: a beat of the loop that asks. */
    void atNextSign(Runnable then) {
        atNextSign.add(then);
    }

    /** The engine has just said which containers run. */
    void confirmed() {
        synchronized (this) {
            lastAnswer = clock.instant();
            if (unconfirmedSince.isEmpty() || !health.reachable()) {
                return;
            }
            unconfirmedSince = Optional.empty();
        }
        listener.contactChanged();
    }

    private void sign(EngineSign sign) {
        switch (sign) {
            case EngineSign.Alive alive -> answered();
            case EngineSign.Silent(var reason) -> {
                synchronized (this) {
                    stopListening();
                }
                lost(reason);
            }
        }
        for (var then = atNextSign.poll(); then != null; then = atNextSign.poll()) {
            then.run();
        }
    }

    private synchronized void answered() {
        lastAnswer = clock.instant();
        if (listening.isEmpty()) {
            listen();
        }
    }

    private void listen() {
        if (!over) {
            listening = Optional.of(engine.events().subscribe().with(this::heard, failure -> {
                LOG.error("The engine's events ended: this is a defect of the hub. They are listened to again.", failure);
                synchronized (this) {
                    stopListening();
                }
            }));
        }
    }

    private void stopListening() {
        listening.ifPresent(Cancellable::cancel);
        listening = Optional.empty();
    }

    private void heard(EngineEvent event) {
        switch (event) {
            case EngineEvent.Connected(var version) -> {
                become(new EngineHealth(true, version + " at " + engine.address()));
                listener.connected();
            }
            case EngineEvent.Disconnected(var reason) -> lost(reason);
            case EngineEvent.Started started -> listener.heard(started);
            case EngineEvent.Died died -> listener.heard(died);
            case EngineEvent.Paused paused -> listener.heard(paused);
        }
    }

    private void lost(String reason) {
        var first = become(new EngineHealth(false, reason));
        listener.away();
        if (first) {
            listener.contactChanged();
        }
    }

    /** @return whether from now on agents are unconfirmed, and were not before */
    private boolean become(EngineHealth now) {
        synchronized (this) {
            if (now.equals(health)) {
                return false;
            }
            health = now;
            LOG.logf(now.reachable() ? Logger.Level.INFO : Logger.Level.WARN, "Engine: %s", now.detail());
            events.publish(new HubEvent.EngineChanged(now.reachable(), now.detail()));
            if (now.reachable()) {
                lastAnswer = clock.instant();
                return false;
            }
            if (unconfirmedSince.isPresent()) {
                return false;
            }
            unconfirmedSince = Optional.of(lastAnswer);
            return true;
        }
    }
}
