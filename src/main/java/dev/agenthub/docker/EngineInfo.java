package dev.agenthub.docker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What an engine says of itself.
 *
 * <p>Engine API: {@code GET /info}.
 *
 * @param time by the engine's clock, which stamps its log and its events and may not be ours
 */
record EngineInfo(String version, Instant time) {

    /** Asks the engine, bounded in time. */
    static EngineInfo ask(EngineHttp http, Duration within) throws IOException {
        try (var response = http.get("/info", within); var deadline = new Deadline(within, response)) {
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
