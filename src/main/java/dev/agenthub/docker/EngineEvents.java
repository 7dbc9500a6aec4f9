package dev.agenthub.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.agenthub.engine.EngineEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The engine's events of one project's containers, over as many connections as it takes. One virtual thread for each
 * subscriber reads, and hands events over.
 *
 * <p>Engine API: {@code GET /events}, {@code GET /info}.
 */
final class EngineEvents {

    private static final Duration HEAD_WITHIN = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EngineHttp http;
    private final EngineErrors failures;
    private final String project;

    EngineEvents(EngineHttp http, EngineErrors failures, String project) {
        this.http = http;
        this.failures = failures;
        this.project = project;
    }

    /** See {@link dev.agenthub.engine.ContainerEngine#events()}. */
    Multi<EngineEvent> stream() {
        return Multi.createFrom().emitter(emitter -> new Watch(emitter).start());
    }

    /** One subscription. */
    private final class Watch {

        private final MultiEmitter<? super EngineEvent> subscriber;
        private final AtomicReference<EngineResponse> connection = new AtomicReference<>();
        private volatile boolean over;
        private boolean outageTold;
        private Duration pause = FIRST_PAUSE;

        Watch(MultiEmitter<? super EngineEvent> subscriber) {
            this.subscriber = subscriber;
        }

        void start() {
            var thread = Thread.ofVirtual().name("docker-events").unstarted(this::run);
            subscriber.onTermination(() -> {
                over = true;
                thread.interrupt();
                disconnect();
            });
            thread.start();
        }

        private void run() {
            while (!over) {
                var why = listen();
                disconnect();
                if (!over && !outageTold) {
                    outageTold = true;
                    subscriber.emit(new EngineEvent.Disconnected(failures.explain("tell its events", why).getMessage()));
                }
                rest();
            }
        }

        /** Connects and hands over events until the connection ends, for the reason that is returned. */
        private Exception listen() {
            try {
                var info = EngineInfo.ask(http, HEAD_WITHIN);
                // The engine answers before it listens to itself: what happens in between is asked for by time, its
                // own.
                var since = ContainerLog.seconds(info.time());
                var response = http.get("/events?since=" + since + "&filters=" + filters(), HEAD_WITHIN);
                connection.set(response);
                if (over) {
                    disconnect(); // cancelled meanwhile, when there was nothing to close yet
                }
                outageTold = false;
                pause = FIRST_PAUSE;
                subscriber.emit(new EngineEvent.Connected(info.version()));
                return read(response);
            } catch (IOException | RuntimeException e) {
                return e;
            }
        }

        private Exception read(EngineResponse response) throws IOException {
            var line = new EventReader();
            try (MappingIterator<JsonNode> messages = EngineHttp.JSON.readerFor(JsonNode.class).readValues(response.body())) {
                while (messages.hasNextValue()) {
                    line.read(messages.nextValue()).ifPresent(subscriber::emit);
                }
            }
            return new IOException("it closed its event stream");
        }

        private void rest() {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                over = true; // only the end of the subscription interrupts
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
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
        return URLEncoder.encode(EngineHttp.JSON.writeValueAsString(filters), StandardCharsets.UTF_8);
    }
}
