package dev.agenthub.rest;

import static dev.agenthub.api.Samples.idleTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The event stream, as server-sent events. */
class EventsIT {

    /** A reader of the stream. */
    private static final class Reader implements AutoCloseable {

        private final InputStream stream;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Reader(RunningHub hub, String lastEventId) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/events"))
                    .header("Authorization", "Bearer " + RunningHub.TOKEN);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            stream = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream()).body();
            Thread.ofVirtual().start(this::read);
            await("the stream is open").atMost(Duration.ofSeconds(20)).until(() -> !lines.isEmpty());
        }

        private void read() {
            try (var reader = new BufferedReader(new InputStreamReader(stream))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | RuntimeException e) {
                lines.add("closed: " + e);
            }
        }

        String awaitLine(String text) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(text)));
            return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
        }

        String lastId() {
            return lines.stream().filter(line -> line.startsWith("id:")).reduce((one, other) -> other).orElseThrow()
                    .substring(3).strip();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static void setTimeout(RunningHub hub, int minutes) {
        hub.api(idleTimeout(minutes)).put("/api/agents/lead/policy").then().statusCode(200);
    }

    @Test
    void aReconnectingReaderGetsMissedEventsAlsoAcrossARestart() throws Exception {
        try (var hub = new RunningHub("lead").start()) {
            String seen;
            try (var reader = new Reader(hub, null)) {
                setTimeout(hub, 11);
                assertThat(reader.awaitLine("\"idle_timeout_minutes\":11")).containsPattern("\"at\":\"20[^\"]*Z\"");
                assertThat(reader.lines).contains("event:policy_changed");
                seen = reader.lastId();
            }
            setTimeout(hub, 12);
            try (var back = new Reader(hub, seen)) {
                back.awaitLine("\"idle_timeout_minutes\":12");
                assertThat(back.lines).noneMatch(line -> line.contains("\"idle_timeout_minutes\":11"));
            }
            hub.kill();
            hub.start();
            try (var back = new Reader(hub, seen)) {
                back.awaitLine("event:missed");
            }
            hub.api().header("Last-Event-ID", "yesterday").get("/api/events").then().statusCode(400);
        }
    }
}
