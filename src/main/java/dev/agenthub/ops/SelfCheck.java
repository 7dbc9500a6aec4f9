package dev.agenthub.ops;

import dev.agenthub.hub.Hub;
import dev.agenthub.ops.Heartbeats.Part;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Whether the hub can do its work, whatever its engine does. A thread of its own asks each part that work goes through to move, again and
 * again; what that came to is read by whoever asks for the hub's health, without waiting.
 */
@Singleton
public class SelfCheck {

    private static final Logger LOG = Logger.getLogger(SelfCheck.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Part scheduler = new Part("its scheduler");
    private final Map<Part, Consumer<Part>> parts = new LinkedHashMap<>();
    private final Heartbeats heartbeats;
    /** Whoever comes to a lane may have to do what waits there, and is stuck with it: so it is not the thread of the rounds. */
    private final ExecutorService lanes = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("self-check-lanes").factory());
    private final Thread rounds = Thread.ofPlatform().daemon().name("self-check").unstarted(this::goRound);
    private volatile boolean over;

    SelfCheck(Hub hub, Vertx vertx) {
        parts.put(new Part("its virtual threads' carrier"), part -> Thread.ofVirtual().name("self-check").start(part::moved));
        parts.put(new Part("its worker pool"), part -> Infrastructure.getDefaultWorkerPool().execute(part::moved));
        parts.put(new Part("an event loop"), part -> askAll(part, vertx));
        parts.put(new Part("the loop that follows the engine"), part -> hub.atNextSign(part::moved));
        parts.put(new Part("an agent's lane"), part -> lanes.execute(() -> hub.pulse().subscribe().with(done -> part.moved(),
                failure -> LOG.error("An agent's lane could not be asked to move: this is a defect of the hub.", failure))));
        // It moves by itself: see scheduled.
        parts.put(scheduler, part -> { });
        heartbeats = new Heartbeats(List.copyOf(parts.keySet()), System.nanoTime());
    }

    private static void askAll(Part part, Vertx vertx) {
        var loops = new ArrayList<Runnable>();
        var left = new AtomicInteger();
        vertx.nettyEventLoopGroup().forEach(loop -> loops.add(() -> loop.execute(() -> {
            if (left.decrementAndGet() == 0) {
                part.moved();
            }
        })));
        left.set(loops.size());
        loops.forEach(Runnable::run);
    }

    /** What is wrong, in a sentence that a stranger may read; empty where all is well. From any thread; never blocks. */
    public Optional<String> trouble() {
        return over ? Optional.empty() : heartbeats.trouble(System.nanoTime()).map("The hub cannot do its work: %s."::formatted);
    }

    /** The scheduler has done what is due each second. */
    void scheduled() {
        scheduler.moved();
    }

    /** The scheduler begins then, too. */
    void begin(@ObservesAsync HttpServerStart event) {
        rounds.start();
    }

    void end(@Observes ShutdownEvent event) {
        over = true;
        rounds.interrupt();
        lanes.shutdownNow();
    }

    private void goRound() {
        try {
            while (!over) {
                heartbeats.round(System.nanoTime()).forEach(this::ask);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the hub
        }
    }

    private void ask(Part part) {
        try {
            parts.get(part).accept(part);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The hub could not ask a part of itself to move.");
        }
    }
}
