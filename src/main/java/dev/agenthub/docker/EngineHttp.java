package dev.agenthub.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Just enough HTTP/1.1 for an engine: requests whose connection becomes a terminal, endless responses, calls that take
 * as long as their caller says, and docker-java's. One connection for each request, no pool.
 *
 * <p>Engine API: paths carry no version, so the engine takes its own newest.
 */
final class EngineHttp {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int ERROR_LIMIT = 64 * 1024;

    private final EngineDialer dialer;

    EngineHttp(EngineDialer dialer) {
        this.dialer = dialer;
    }

    EngineResponse get(String target, Duration headWithin) throws IOException {
        return send("GET", target, null, false, headWithin);
    }

    EngineResponse post(String target, Object json, Duration headWithin) throws IOException {
        return send("POST", target, json, false, headWithin);
    }

    /** A request after whose answer the connection carries raw bytes both ways. */
    EngineResponse hijack(String target, Object json, Duration headWithin) throws IOException {
        var response = send("POST", target, json, true, headWithin);
        try {
            return response.asTerminal();
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    /** As {@link #exchange}, but an answer that is an error becomes an {@link EngineRefusal}. */
    private EngineResponse send(String method, String target, Object json, boolean upgrade, Duration headWithin)
            throws IOException {
        var headers = new LinkedHashMap<String, String>();
        if (upgrade) {
            headers.put("Connection", "Upgrade");
            headers.put("Upgrade", "tcp");
        }
        if (json != null) {
            headers.put("Content-Type", "application/json");
        }
        var response = exchange(method, target, headers, json == null ? null : JSON.writeValueAsBytes(json), headWithin);
        if (response.status() >= 400) {
            try (response; var deadline = new Deadline(headWithin, response)) {
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
     * Sends the request and reads the head of its response, which the caller closes, whatever its status.
     *
     * @param body null where there is none
     * @throws java.net.SocketTimeoutException where connecting and the head take longer than {@code headWithin}
     */
    EngineResponse exchange(String method, String target, Map<String, String> headers, byte[] body, Duration headWithin)
            throws IOException {
        var began = System.nanoTime();
        var socket = dialer.dial(headWithin);
        try (var deadline = new Deadline(headWithin.minusNanos(System.nanoTime() - began), socket)) {
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
        var head = new StringBuilder(256).append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: docker\r\n");
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

    /** The sentence in the engine's error body, or the body itself where it is no JSON. */
    static String messageIn(String body) {
        try {
            var message = JSON.readTree(body).path("message").asText();
            return message.isBlank() ? body.strip() : message;
        } catch (JsonProcessingException e) {
            return body.strip(); // proxies in front of an engine answer in their own words
        }
    }
}
