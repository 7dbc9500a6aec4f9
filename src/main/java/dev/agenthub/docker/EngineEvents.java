package dev.agenthub.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.agenthub.docker.http.Response;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.policy.GrowingDelay;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Streams the engine's events for one project's containers, reconnecting after each outage. One virtual thread per
 * subscriber reads and emits.
 *
 * <p>Engine API: {@code GET /events}, {@code GET /info}.
 */
final class EngineEvents {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final GrowingDelay PAUSES = new GrowingDelay(Duration.ofMillis(250), Duration.ofSeconds(5));

    private final EngineCalls calls;
    private final EngineErrors errors;
    private final String project;

    EngineEvents(EngineCalls calls, EngineErrors errors, String project) {
        this.calls = calls;
        this.errors = errors;
        this.project = project;
    }

    /** See {@link dev.agenthub.engine.ContainerEngine#events()}. */
    Multi<EngineEvent> stream() {
        return Multi.createFrom().emitter(emitter -> new Subscription(emitter).start());
    }

    private final class Subscription {

        private final MultiEmitter<? super EngineEvent> subscriber;
        private final AtomicReference<Response> connection = new AtomicReference<>();
        private volatile boolean cancelled;
        private boolean outageReported;
        private int failures;

        Subscription(MultiEmitter<? super EngineEvent> subscriber) {
            this.subscriber = subscriber;
        }

        void start() {
            var thread = Thread.ofVirtual().name("docker-events").unstarted(this::run);
            subscriber.onTermination(() -> {
                cancelled = true;
                thread.interrupt();
                disconnect();
            });
            thread.start();
        }

        private void run() {
            while (!cancelled) {
                var reason = listen();
                disconnect();
                if (!cancelled && !outageReported) {
                    outageReported = true;
                    var message = errors.explain("stream its events", reason).getMessage();
                    subscriber.emit(new EngineEvent.Disconnected(message));
                }
                pauseBeforeRetry();
            }
        }

        /** Connects and emits events until the connection ends. Returns the reason for its end. */
        private Exception listen() {
            try {
                var api = calls.api(ANSWER_TIMEOUT);
                var info = api.docker().infoCmd().exec();
                // The engine answers before it subscribes to its own events; "since" (by its clock) covers the gap.
                var since = ContainerLog.seconds(EngineApi.time(info));
                var response = api.get("/events?since=" + since + "&filters=" + filters());
                response.liftDeadline();
                connection.set(response);
                if (cancelled) {
                    disconnect(); // cancelled before there was a connection to close
                }
                outageReported = false;
                failures = 0;
                subscriber.emit(new EngineEvent.Connected(
                        Objects.requireNonNullElse(info.getServerVersion(), "unknown version")));
                return read(response);
            } catch (IOException | RuntimeException e) {
                return e;
            }
        }

        private Exception read(Response response) throws IOException {
            var reader = new EventReader();
            try (MappingIterator<JsonNode> messages = EngineApi.JSON.readerFor(JsonNode.class)
                    .readValues(response.body())) {
                while (messages.hasNextValue()) {
                    reader.read(messages.nextValue()).ifPresent(subscriber::emit);
                }
            }
            return new IOException("the engine closed its event stream");
        }

        private void pauseBeforeRetry() {
            try {
                Thread.sleep(PAUSES.after(++failures));
            } catch (InterruptedException e) {
                cancelled = true; // only cancellation interrupts
            }
        }

        private void disconnect() {
            var response = connection.getAndSet(null);
            if (response != null) {
                response.close();
            }
        }
    }

    private String filters() throws IOException {
        var filters = Map.of("type", List.of("container"), "label", List.of(Labels.PROJECT + "=" + project));
        return URLEncoder.encode(EngineApi.JSON.writeValueAsString(filters), StandardCharsets.UTF_8);
    }
}
