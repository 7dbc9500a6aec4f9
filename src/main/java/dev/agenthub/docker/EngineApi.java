package dev.agenthub.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DockerClientImpl;
import dev.agenthub.docker.http.Connection;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.docker.http.HttpClient;
import dev.agenthub.docker.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * The engine for one call: docker-java for control, and the transport beneath it for the streams that
 * docker-java cannot carry (see the package). Every wait ends at the call's deadline, with {@link Deadline.Exceeded}.
 * Every refusal is a {@link DockerException}. Blocks.
 */
final class EngineApi {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int ERROR_LIMIT = 64 * 1024;
    private static final byte[] NO_BODY = new byte[0];
    private static final String JSON_TYPE = "application/json";

    private final DockerSettings settings;
    private final HttpClient http;
    private final Deadline deadline;
    private final DockerClient docker;

    EngineApi(DockerSettings settings, HttpClient http, Deadline deadline) {
        this.settings = settings;
        this.http = http;
        this.deadline = deadline;
        this.docker = DockerClientImpl.getInstance(settings, new DockerTransport(http, deadline));
    }

    /** {@return the client for control calls} It holds no resources, so it need not be closed. */
    DockerClient docker() {
        return docker;
    }

    Deadline deadline() {
        return deadline;
    }

    /** {@return the same engine for another phase of the call, or for a call that follows it} */
    EngineApi within(Duration timeout) {
        return new EngineApi(settings, http, Deadline.in(timeout));
    }

    /** {@return the time by the engine's clock, which stamps its logs and events and may differ from the hub's} */
    static Instant time(Info info) {
        return OffsetDateTime.parse(info.getSystemTime()).toInstant();
    }

    /** Requests a stream, within the call's deadline. The caller must close the response. */
    Response get(String target) throws IOException {
        return send("GET", target, Map.of(), NO_BODY);
    }

    Response post(String target, Object json) throws IOException {
        return send("POST", target, Map.of("Content-Type", JSON_TYPE), JSON.writeValueAsBytes(json));
    }

    /** Sends a request that turns the connection into a raw two-way byte stream. */
    Connection hijack(String target) throws IOException {
        return hijack(target, NO_BODY);
    }

    /** As {@link #hijack(String)}, with a body. */
    Connection hijack(String target, Object json) throws IOException {
        return hijack(target, JSON.writeValueAsBytes(json));
    }

    private Connection hijack(String target, byte[] body) throws IOException {
        var headers = Map.of("Content-Type", JSON_TYPE, "Connection", "Upgrade", "Upgrade", "tcp");
        var response = send("POST", target, headers, body);
        try {
            response.liftDeadline();
            response.connection().makeInteractive();
            return response.connection();
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private Response send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        var response = http.send(method, target, headers, body, deadline);
        if (response.status() < 400) {
            return response;
        }
        try (response) {
            var bytes = response.body().readNBytes(ERROR_LIMIT);
            throw refusal(response.status(), new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static DockerException refusal(int status, String body) {
        return switch (status) {
            case 404 -> new NotFoundException(body);
            case 409 -> new ConflictException(body);
            default -> new DockerException(body, status);
        };
    }
}
