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
 * Queries an engine's version, limits and images.
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

    /** @param timeout of each request */
    EngineReport ask(Collection<String> images, Duration timeout) throws IOException {
        var info = get("/info", timeout);
        var version = get("/version", timeout);
        var present = new HashMap<String, Boolean>();
        for (var image : images) {
            present.put(image, hasImage(image, timeout));
        }
        var rootless = false;
        for (var option : info.path("SecurityOptions")) {
            rootless |= option.asText().contains("name=rootless");
        }
        var limits = new Limits(info.path("MemoryLimit").asBoolean(), info.path("PidsLimit").asBoolean(),
                info.path("CpuCfsQuota").asBoolean());
        return new EngineReport(address, version.path("Version").asText("unknown"), version.path("ApiVersion").asText("0"),
                rootless, limits, present, separation.problem(info));
    }

    private boolean hasImage(String image, Duration timeout) throws IOException {
        try {
            get("/images/" + URLEncoder.encode(image, StandardCharsets.UTF_8).replace("%2F", "/") + "/json", timeout);
            return true;
        } catch (EngineRefusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                return false;
            }
            throw refusal;
        }
    }

    private JsonNode get(String path, Duration timeout) throws IOException {
        try (var response = http.get(path, timeout); var deadline = new Deadline(timeout, response)) {
            try {
                return EngineHttp.JSON.readTree(response.body());
            } catch (IOException e) {
                throw deadline.explain(e);
            }
        }
    }
}
