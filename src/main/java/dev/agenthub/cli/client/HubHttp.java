package dev.agenthub.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import dev.agenthub.api.ProblemJson;
import dev.agenthub.api.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends HTTP requests to a hub and turns failures into {@link HubException}. Does not follow redirects, which could
 * leak the token.
 */
record HubHttp(HubAddress hub, HttpClient http) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    static HubHttp of(HubAddress hub) {
        return new HubHttp(hub, HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    }

    /** A request with a body, one of the API's records, or without. */
    HttpRequest.Builder request(String method, String path, Optional<Object> body) {
        var request = HttpRequest.newBuilder(URI.create(hub.url() + path))
                .method(method, body.map(word -> BodyPublishers.ofString(Wire.write(word)))
                        .orElseGet(BodyPublishers::noBody));
        body.ifPresent(word -> request.setHeader("Content-Type", "application/json"));
        hub.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token.value()));
        return request;
    }

    /** Sends a request and reads the response as one of the API's records. */
    <T> T json(HttpRequest.Builder request, Class<T> type, Duration timeout) {
        return read(request, Wire.JSON.constructType(type), timeout);
    }

    /** Sends a request and reads the response as a list of the API's records. */
    <T> List<T> list(HttpRequest.Builder request, Class<T> type, Duration timeout) {
        return read(request, Wire.JSON.getTypeFactory().constructCollectionType(List.class, type), timeout);
    }

    private <T> T read(HttpRequest.Builder request, JavaType type, Duration timeout) {
        var text = text(request.setHeader("Accept", "application/json, application/problem+json"), timeout);
        try {
            return Optional.ofNullable(Wire.JSON.<T>readValue(text, type)).orElseThrow(this::notAHub);
        } catch (JsonProcessingException e) {
            throw notAHub();
        }
    }

    String text(HttpRequest.Builder request, Duration timeout) {
        var response = exchange(request.timeout(timeout), BodyHandlers.ofString(), timeout);
        if (response.statusCode() >= 400) {
            throw problem(response.statusCode(), response.body());
        }
        if (response.statusCode() >= 300) {
            throw notAHub();
        }
        return response.body();
    }

    /** A stream of lines, to be closed by the caller. Throws {@link java.io.UncheckedIOException} at the end. */
    Stream<String> lines(HttpRequest.Builder request, Duration timeout) {
        var response = exchange(request, BodyHandlers.ofLines(), timeout);
        if (response.statusCode() >= 400) {
            try (var body = response.body()) {
                throw problem(response.statusCode(), body.limit(1000).collect(Collectors.joining("\n")));
            }
        }
        return response.body();
    }

    /** The response body, to be closed by the caller. */
    InputStream bytes(HttpRequest.Builder request, Duration timeout) throws IOException {
        var response = exchange(request, BodyHandlers.ofInputStream(), timeout);
        if (response.statusCode() >= 400) {
            try (var body = response.body()) {
                throw problem(response.statusCode(), new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    WebSocket socket(WebSocket.Listener listener) {
        var builder = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        hub.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token.value()));
        try {
            return builder.buildAsync(hub.webSocket(), listener).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw problem(refused.getResponse().statusCode(), "");
            }
            throw new HubException(new Failure.Unreachable(hub.url(), why(e.getCause())));
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler, Duration timeout) {
        try {
            return http.send(request.build(), handler);
        } catch (HttpConnectTimeoutException e) {
            throw new HubException(new Failure.Unreachable(hub.url(),
                    "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s"));
        } catch (HttpTimeoutException e) {
            throw new HubException(new Failure.TimedOut(timeout));
        } catch (IOException e) {
            throw new HubException(new Failure.Unreachable(hub.url(), why(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException(new Failure.Unreachable(hub.url(), "interrupted"));
        }
    }

    private HubException notAHub() {
        return new HubException(new Failure.NotAHub(hub.url()));
    }

    private static HubException problem(int status, String body) {
        String detail;
        try {
            detail = Wire.JSON.readValue(body, ProblemJson.class).detail();
        } catch (JsonProcessingException e) {
            detail = describe(status);
        }
        return new HubException(new Failure.Problem(status, detail));
    }

    private static String describe(int status) {
        return switch (status) {
            case 401 -> "The hub requires a token; it was missing or wrong.";
            case 403 -> "The hub refused the request.";
            case 404 -> "The hub did not find the requested resource.";
            default -> "The hub answered with status " + status + " and no details.";
        };
    }

    private static String why(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
