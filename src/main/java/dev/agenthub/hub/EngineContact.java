package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.ContainerChanged;
import dev.agenthub.agent.AgentEvent.ContainerStarted;
import dev.agenthub.agent.AgentEvent.Observation;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineSign;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * Tracks whether the engine answers. Polls it continuously, and subscribes to its events while it answers. Subscribes
 * again after each outage, because the old connection may be dead without notice. Thread-safe; no method blocks.
 */
@Singleton
public final class EngineContact implements Contact {

    private static final Logger LOG = Logger.getLogger(EngineContact.class);

    /** Receives the changes of the contact and what happens to containers. */
    interface ContactListener {

        /** The engine answers, for the first time or again. */
        void connected();

        /** The engine does not answer. */
        void disconnected();

        /** The engine reported an event of one of the agent's containers. */
        void observed(AgentId agent, Observation seen);

        /** The engine stopped or resumed confirming the agents' states. */
        void confirmationChanged();
    }

    private final ContainerEngine engine;
    private final HubEvents events;
    private final Clock clock;
    private final Queue<Runnable> atNextSign = new ConcurrentLinkedQueue<>();

    /* Changed under the lock; read anywhere. */
    private volatile EngineHealth health;
    private volatile Optional<Instant> unconfirmedSince = Optional.empty();

    /** Set when following begins; nothing happens before. */
    private volatile ContactListener listener;

    /* Guarded by this. */
    private Instant lastAnswer;
    private Optional<Cancellable> subscription = Optional.empty();
    private Cancellable polling = () -> { };
    private boolean stopped;

    EngineContact(ContainerEngine engine, HubEvents events, Clock clock) {
        this.engine = engine;
        this.events = events;
        this.clock = clock;
        this.health = new EngineHealth(false, "The engine at " + engine.address() + " has not answered yet.");
        this.lastAnswer = clock.instant();
    }

    /** Starts to follow the engine. */
    synchronized void follow(ContactListener receiver) {
        listener = receiver;
        subscribe();
        polling = engine.signs().subscribe().with(this::onSign,
                failure -> LOG.error("The hub no longer polls the engine. This is a bug in the hub.", failure));
    }

    synchronized void stop() {
        stopped = true;
        polling.cancel();
        unsubscribe();
    }

    /** The engine's state. */
    public EngineHealth health() {
        return health;
    }

    @Override
    public Optional<String> outage() {
        var now = health;
        return now.reachable() || unconfirmedSince.isEmpty() ? Optional.empty() : Optional.of(now.detail());
    }

    @Override
    public Optional<Instant> unconfirmedSince() {
        return unconfirmedSince;
    }

    /** Runs the action after the next poll of the engine; a long delay means that the polling loop is stuck. */
    public void atNextSign(Runnable action) {
        atNextSign.add(action);
    }

    /** Notes that the engine has just listed its containers. */
    void confirmed() {
        synchronized (this) {
            lastAnswer = clock.instant();
            if (unconfirmedSince.isEmpty() || !health.reachable()) {
                return;
            }
            unconfirmedSince = Optional.empty();
        }
        listener.confirmationChanged();
    }

    private void onSign(EngineSign sign) {
        switch (sign) {
            case EngineSign.Alive alive -> answered();
            case EngineSign.Silent(var reason) -> {
                synchronized (this) {
                    unsubscribe();
                }
                lost(reason);
            }
        }
        for (var action = atNextSign.poll(); action != null; action = atNextSign.poll()) {
            action.run();
        }
    }

    private synchronized void answered() {
        lastAnswer = clock.instant();
        if (subscription.isEmpty()) {
            subscribe();
        }
    }

    private void subscribe() {
        if (!stopped) {
            subscription = Optional.of(engine.events().subscribe().with(this::onEvent, failure -> {
                LOG.error("The engine's event stream failed, and is reopened. This is a bug in the hub.", failure);
                synchronized (this) {
                    unsubscribe();
                }
            }));
        }
    }

    private void unsubscribe() {
        subscription.ifPresent(Cancellable::cancel);
        subscription = Optional.empty();
    }

    private void onEvent(EngineEvent event) {
        switch (event) {
            case EngineEvent.Connected(var version) -> {
                update(new EngineHealth(true, version + " at " + engine.address()));
                listener.connected();
            }
            case EngineEvent.Disconnected(var reason) -> lost(reason);
            case EngineEvent.Started(var agent, var id) -> listener.observed(agent, new ContainerStarted(id));
            case EngineEvent.Died(var agent, var id, var exit) ->
                    listener.observed(agent, new ContainerChanged(id, exit));
            case EngineEvent.Paused(var agent, var id, _) ->
                    listener.observed(agent, new ContainerChanged(id, Exit.UNKNOWN));
        }
    }

    private void lost(String reason) {
        var first = update(new EngineHealth(false, reason));
        listener.disconnected();
        if (first) {
            listener.confirmationChanged();
        }
    }

    /** @return whether this made the agents unconfirmed */
    private boolean update(EngineHealth now) {
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
