package dev.agenthub.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agenthub.engine.EngineReport;
import dev.agenthub.engine.EngineReport.Limits;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;

/**
 * Asks an engine what it is and can.
 *
 * <p>Engine API: {@code GET /info}, {@code /version}, {@code /images/{name}/json}.
 */
final class Survey {

    private static final int NOT_FOUND = 404;

    private final EngineHttp http;
    private final String address;
    private final Separation separation;

    Survey(EngineHttp http, String address, Separation separation) {
        this.http = http;
        this.address = address;
        this.separation = separation;
    }

    /** @param within the bound of each of the questions */
    EngineReport ask(Collection<String> images, Duration within) throws IOException {
        var info = get("/info", within);
        var version = get("/version", within);
        var there = new HashMap<String, Boolean>();
        for (var image : images) {
            there.put(image, has(image, within));
        }
        var rootless = false;
        for (var option : info.path("SecurityOptions")) {
            rootless |= option.asText().contains("name=rootless");
        }
        var limits = new Limits(info.path("MemoryLimit").asBoolean(), info.path("PidsLimit").asBoolean(),
                info.path("CpuCfsQuota").asBoolean());
        return new EngineReport(address, version.path("Version").asText("unknown"), version.path("ApiVersion").asText("0"),
                rootless, limits, there, separation.missing(info));
    }

    private boolean has(String image, Duration within) throws IOException {
        try {
            get("/images/" + URLEncoder.encode(image, StandardCharsets.UTF_8).replace("%2F", "/") + "/json", within);
            return true;
        } catch (EngineRefusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                return false;
            }
            throw refusal;
        }
    }

    private JsonNode get(String path, Duration within) throws IOException {
        try (var response = http.get(path, within); var deadline = new Deadline(within, response)) {
            try {
                return EngineHttp.JSON.readTree(response.body());
            } catch (IOException e) {
                throw deadline.explain(e);
            }
        }
    }
}
