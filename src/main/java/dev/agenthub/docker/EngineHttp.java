package dev.agenthub.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Just enough HTTP/1.1 for what docker-java cannot do: requests whose connection becomes a terminal, endless
 * responses, and calls that take as long as their caller says. One connection for each request, no pool.
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
        return send("POST", target, json, true, headWithin);
    }

    /**
     * Sends the request and reads the head of its response, which the caller closes.
     *
     * @throws EngineRefusal where the engine answers with an error
     * @throws java.net.SocketTimeoutException where the head takes longer than {@code headWithin}
     */
    private EngineResponse send(String method, String target, Object json, boolean upgrade, Duration headWithin)
            throws IOException {
        var socket = dialer.dial();
        try (var deadline = new Deadline(headWithin, socket)) {
            try {
                socket.write(request(method, target, json, upgrade));
                var response = EngineResponse.read(socket);
                if (response.status() >= 400) {
                    throw new EngineRefusal(response.status(), message(response));
                }
                return response;
            } catch (IOException e) {
                socket.close();
                throw deadline.explain(e);
            } catch (RuntimeException e) {
                socket.close();
                throw e;
            }
        }
    }

    private static byte[] request(String method, String target, Object json, boolean upgrade) throws IOException {
        var body = json == null ? new byte[0] : JSON.writeValueAsBytes(json);
        var head = new StringBuilder(256).append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: docker\r\n");
        head.append(upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n");
        if (json != null) {
            head.append("Content-Type: application/json\r\n");
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
