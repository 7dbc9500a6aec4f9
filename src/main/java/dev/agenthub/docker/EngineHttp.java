package dev.agenthub.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A minimal HTTP/1.1 client for the engine: hijacked connections, endless responses, a timeout per call, and
 * docker-java's requests. Opens one connection per request, without a pool.
 *
 * <p>Engine API: paths have no version, so the engine uses its latest.
 */
final class EngineHttp {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int ERROR_LIMIT = 64 * 1024;

    private final EngineDialer dialer;

    EngineHttp(EngineDialer dialer) {
        this.dialer = dialer;
    }

    EngineResponse get(String target, Duration headTimeout) throws IOException {
        return send("GET", target, null, false, headTimeout);
    }

    EngineResponse post(String target, Object json, Duration headTimeout) throws IOException {
        return send("POST", target, json, false, headTimeout);
    }

    /** Sends a request that turns the connection into a raw two-way byte stream. */
    EngineResponse hijack(String target, Object json, Duration headTimeout) throws IOException {
        var response = send("POST", target, json, true, headTimeout);
        try {
            return response.asTerminal();
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    /** As {@link #exchange}, but throws {@link EngineRefusal} for an error status. */
    private EngineResponse send(String method, String target, Object json, boolean upgrade, Duration headTimeout)
            throws IOException {
        var headers = new LinkedHashMap<String, String>();
        if (upgrade) {
            headers.put("Connection", "Upgrade");
            headers.put("Upgrade", "tcp");
        }
        if (json != null) {
            headers.put("Content-Type", "application/json");
        }
        var body = json == null ? null : JSON.writeValueAsBytes(json);
        var response = exchange(method, target, headers, body, headTimeout);
        if (response.status() >= 400) {
            try (response; var deadline = new Deadline(headTimeout, response)) {
                throw refusal(response, deadline);
            }
        }
        return response;
    }

    private static EngineRefusal refusal(EngineResponse response, Deadline deadline) throws IOException {
        try {
            return new EngineRefusal(response.status(), message(response));
        } catch (IOException e) {
            throw deadline.explain(e);
        }
    }

    /**
     * Sends the request and reads the response head, whatever its status. The caller must close the response.
     *
     * @param body may be null
     * @throws java.net.SocketTimeoutException if the head has not arrived within {@code headTimeout}, connecting
     *         included
     */
    EngineResponse exchange(String method, String target, Map<String, String> headers, byte[] body,
            Duration headTimeout) throws IOException {
        var began = System.nanoTime();
        var socket = dialer.dial(headTimeout);
        try (var deadline = new Deadline(headTimeout.minusNanos(System.nanoTime() - began), socket)) {
            try {
                socket.write(request(method, target, headers, body == null ? new byte[0] : body));
                return EngineResponse.read(socket);
            } catch (IOException e) {
                socket.close();
                throw deadline.explain(e);
            } catch (RuntimeException e) {
                socket.close();
                throw e;
            }
        }
    }

    private static byte[] request(String method, String target, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder(256).append(method).append(' ').append(target)
                .append(" HTTP/1.1\r\nHost: docker\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Connection")) {
            head.append("Connection: close\r\n");
        }
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        var all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static String message(EngineResponse response) throws IOException {
        return messageIn(new String(response.body().readNBytes(ERROR_LIMIT), StandardCharsets.UTF_8));
    }

    /** {@return the message of an error body, or the body itself if it is not JSON} */
    static String messageIn(String body) {
        try {
            var message = JSON.readTree(body).path("message").asText();
            return message.isBlank() ? body.strip() : message;
        } catch (JsonProcessingException e) {
            return body.strip(); // a proxy's error page
        }
    }
}
