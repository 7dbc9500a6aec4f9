package dev.agenthub.expect;

import dev.agenthub.agent.AgentId;
import dev.agenthub.expect.Expectation.Observation;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.HubEvent.AgentStateChanged;
import dev.agenthub.hub.HubEvents;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.terminal.WatchedTerminal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Waits until an expectation holds. Each wait has a virtual thread, which sleeps until the terminal or a state changes.
 * The number of waits is bounded.
 */
@Singleton
public class Waits {

    /** The most waits at once. */
    static final int MAX = 64;

    /** The longest wait, in seconds. */
    public static final int MAX_SECONDS = 600;

    private static final Logger LOG = Logger.getLogger(Waits.class);

    /** The pause between two checks of a terminal that changes all the time. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Hub hub;
    private final HubEvents events;
    private final AgentTerminals terminals;
    private final Semaphore permits = new Semaphore(MAX);

    Waits(Hub hub, HubEvents events, AgentTerminals terminals) {
        this.hub = hub;
        this.events = events;
        this.terminals = terminals;
    }

    /**
     * Waits until the expectation holds, or until the timeout. Ends early if the subscriber cancels.
     *
     * @return fails with {@link TooManyWaits} or {@link CostlyPattern}
     * @throws UnknownAgent if the agent is not on the roster
     */
    public Uni<Outcome> until(AgentId agent, Expectation expected, Duration timeout) {
        var terminal = terminals.watched(agent).orElseThrow(() -> new UnknownAgent(agent.value()));
        return Uni.createFrom().emitter(emitter -> {
            if (!permits.tryAcquire()) {
                emitter.fail(new TooManyWaits(MAX));
                return;
            }
            var waiter = Thread.ofVirtual().name("wait-" + agent).unstarted(() -> {
                try {
                    emitter.complete(await(agent, terminal, expected, timeout));
                } catch (InterruptedException e) {
                    LOG.debugf("The wait for %s was cancelled.", agent);
                } catch (RuntimeException e) {
                    emitter.fail(e);
                } finally {
                    permits.release();
                }
            });
            emitter.onTermination(waiter::interrupt);
            waiter.start();
        });
    }

    private Outcome await(AgentId agent, WatchedTerminal terminal, Expectation expected, Duration timeout)
            throws InterruptedException {
        var changes = new Semaphore(0);
        Runnable changed = changes::release;
        var states = events.live().filter(numbered -> numbered.event() instanceof AgentStateChanged).subscribe().with(
                event -> changed.run(),
                failure -> LOG.errorf(failure, "A wait for %s gets no more states. This is a bug in the hub.", agent));
        terminal.watch(changed);
        try {
            var startedAt = System.nanoTime();
            while (true) {
                changes.drainPermits();
                var observed = observe(agent, terminal, expected);
                var elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
                var holds = expected.holds(observed);
                if (holds || elapsed.compareTo(timeout) >= 0) {
                    return new Outcome(holds, observed.match(), elapsed, observed.state());
                }
                changes.tryAcquire(untilNextCheck(expected, observed, timeout.minus(elapsed)).toNanos(),
                        TimeUnit.NANOSECONDS);
                Thread.sleep(PAUSE);
            }
        } finally {
            terminal.unwatch(changed);
            states.cancel();
        }
    }

    private Observation observe(AgentId agent, WatchedTerminal terminal, Expectation expected) {
        // Read before the text, so that a later change does not count as still.
        var still = terminal.stillFor();
        var match = expected.text().flatMap(pattern -> pattern.find(terminal.screen().toText()));
        return new Observation(match, still, hub.agent(agent).orElseThrow().agent().state());
    }

    /** How long to wait for a change. Becoming still is not a change, so the wait ends when that is due. */
    private static Duration untilNextCheck(Expectation expected, Observation observed, Duration remaining) {
        var untilStill = expected.still().map(minimum -> minimum.minus(observed.still())).filter(Duration::isPositive);
        return untilStill.filter(wait -> wait.compareTo(remaining) < 0).orElse(remaining);
    }
}
