package dev.agenthub.docker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The version and clock of an engine.
 *
 * <p>Engine API: {@code GET /info}.
 *
 * @param time by the engine's clock, which stamps its logs and events and may differ from the hub's
 */
record EngineInfo(String version, Instant time) {

    static EngineInfo ask(EngineHttp http, Duration timeout) throws IOException {
        try (var response = http.get("/info", timeout); var deadline = new Deadline(timeout, response)) {
            try {
                var info = EngineHttp.JSON.readTree(response.body());
                return new EngineInfo(info.path("ServerVersion").asText(),
                        OffsetDateTime.parse(info.path("SystemTime").asText()).toInstant());
            } catch (IOException e) {
                throw deadline.explain(e);
            }
        }
    }
}
