package dev.agenthub.expect;

import dev.agenthub.agent.AgentId;
import dev.agenthub.expect.Expectation.Seen;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.HubEvent.AgentStateChanged;
import dev.agenthub.hub.HubEvents;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.terminal.AgentTerminal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Waits until things are as expected. Each wait has a virtual thread, which sleeps until the terminal or a state changes; they are
 * bounded in number.
 */
@Singleton
public class Waits {

    /** So many can wait at once. */
    static final int MOST = 64;

    private static final Logger LOG = Logger.getLogger(Waits.class);

    /** A terminal that changes all the time is looked at no more often than this. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Hub hub;
    private final HubEvents events;
    private final Semaphore places = new Semaphore(MOST);

    Waits(Hub hub, HubEvents events) {
        this.hub = hub;
        this.events = events;
    }

    /**
     * Waits until it holds, or until the time is up. Ends early when the subscriber cancels.
     *
     * @return fails with {@link TooManyWaits} or {@link CostlyPattern}
     * @throws UnknownAgent where the agent is not on the roster
     */
    public Uni<Outcome> until(AgentId agent, Expectation expected, Duration timeout) {
        var terminal = hub.terminal(agent).orElseThrow(() -> new UnknownAgent(agent.value()));
        return Uni.createFrom().emitter(emitter -> {
            if (!places.tryAcquire()) {
                emitter.fail(new TooManyWaits(MOST));
                return;
            }
            var waiter = Thread.ofVirtual().name("wait-" + agent).unstarted(() -> {
                try {
                    emitter.complete(await(agent, terminal, expected, timeout));
                } catch (InterruptedException e) {
                    LOG.debugf("Nobody waits for %s any more.", agent);
                } catch (RuntimeException e) {
                    emitter.fail(e);
                } finally {
                    places.release();
                }
            });
            emitter.onTermination(waiter::interrupt);
            waiter.start();
        });
    }

    private Outcome await(AgentId agent, AgentTerminal terminal, Expectation expected, Duration timeout) throws InterruptedException {
        var changes = new Semaphore(0);
        Runnable changed = changes::release;
        var states = events.live().filter(numbered -> numbered.event() instanceof AgentStateChanged).subscribe().with(
                event -> changed.run(),
                failure -> LOG.errorf(failure, "A wait for %s is not told of states any more: this is a defect of the hub.", agent));
        terminal.watch(changed);
        try {
            var began = System.nanoTime();
            while (true) {
                changes.drainPermits();
                var seen = look(agent, terminal, expected);
                var elapsed = Duration.ofNanos(System.nanoTime() - began);
                var holds = expected.holds(seen);
                if (holds || elapsed.compareTo(timeout) >= 0) {
                    return new Outcome(holds, seen.match(), elapsed, seen.state());
                }
                changes.tryAcquire(patience(expected, seen, timeout.minus(elapsed)).toNanos(), TimeUnit.NANOSECONDS);
                Thread.sleep(PAUSE);
            }
        } finally {
            terminal.unwatch(changed);
            states.cancel();
        }
    }

    private Seen look(AgentId agent, AgentTerminal terminal, Expectation expected) {
        // Asked before the text is read: a change after that must not count as still.
        var still = terminal.still();
        var match = expected.text().flatMap(pattern -> pattern.find(terminal.screen().toText()));
        return new Seen(match, still, hub.agent(agent).orElseThrow().agent().state());
    }

    /** How long to wait for a change: stillness comes without one. */
    private static Duration patience(Expectation expected, Seen seen, Duration remaining) {
        var calm = expected.still().map(least -> least.minus(seen.still())).filter(Duration::isPositive);
        return calm.filter(soon -> soon.compareTo(remaining) < 0).orElse(remaining);
    }
}
