package dev.agenthub.health;

import dev.agenthub.health.Heartbeats.Part;
import dev.agenthub.hub.EngineContact;
import dev.agenthub.hub.Supervisors;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Detects a stuck hub, independently of the engine. A dedicated thread sends heartbeats to each executor that the hub
 * depends on. Health checks read the result without waiting.
 */
@Singleton
public class SelfCheck {

    private static final Logger LOG = Logger.getLogger(SelfCheck.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Part scheduler = new Part("the scheduler");
    private final Map<Part, Consumer<Part>> parts = new LinkedHashMap<>();
    private final Heartbeats heartbeats;
    private final Thread rounds = Thread.ofPlatform().daemon().name("self-check").unstarted(this::runRounds);
    private volatile boolean stopped;

    SelfCheck(Supervisors supervisors, EngineContact engine, Vertx vertx, ManagedExecutor workers) {
        parts.put(new Part("the virtual threads' carrier"),
                part -> Thread.ofVirtual().name("self-check").start(part::responded));
        parts.put(new Part("the worker pool"), part -> workers.execute(part::responded));
        parts.put(new Part("an event loop"), part -> pingAll(part, vertx));
        parts.put(new Part("the engine monitor"), part -> engine.atNextSign(part::responded));
        parts.put(new Part("an agent's lane"), part -> supervisors.checkLanes().subscribe().with(
                done -> part.responded(),
                failure -> LOG.error("A heartbeat to an agent's lane failed. This is a bug in the hub.", failure)));
        // Responds on its own, see scheduled().
        parts.put(scheduler, part -> { });
        heartbeats = new Heartbeats(List.copyOf(parts.keySet()), System.nanoTime());
    }

    @SuppressWarnings("deprecation") // nothing else gives the event loops
    private static void pingAll(Part part, Vertx vertx) {
        var loops = new ArrayList<Runnable>();
        var left = new AtomicInteger();
        vertx.nettyEventLoopGroup().forEach(loop -> loops.add(() -> loop.execute(() -> {
            if (left.decrementAndGet() == 0) {
                part.responded();
            }
        })));
        left.set(loops.size());
        loops.forEach(Runnable::run);
    }

    /** What is stuck, as a sentence for the public; empty if nothing is. Callable from any thread; never blocks. */
    public Optional<String> problem() {
        return stopped ? Optional.empty()
                : heartbeats.problem(System.nanoTime()).map("The hub is stuck: %s."::formatted);
    }

    /** Called by the scheduler every second. */
    public void scheduled() {
        scheduler.responded();
    }

    /** Starts together with the scheduler. */
    void begin(@ObservesAsync HttpServerStart event) {
        rounds.start();
    }

    void end(@Observes ShutdownEvent event) {
        stopped = true;
        rounds.interrupt();
    }

    private void runRounds() {
        try {
            while (!stopped) {
                heartbeats.round(System.nanoTime()).forEach(this::ping);
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // shutdown
        }
    }

    private void ping(Part part) {
        try {
            parts.get(part).accept(part);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A heartbeat could not be sent.");
        }
    }
}
