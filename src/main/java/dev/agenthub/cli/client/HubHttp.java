package dev.agenthub.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Sends HTTP requests to a hub and turns failures into {@link HubException}. Does not follow redirects, which could
 * leak the token.
 */
record HubHttp(HubAddress hub, HttpClient http) {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    static HubHttp of(HubAddress hub) {
        return new HubHttp(hub, HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    }

    /** A stream of lines, to be closed by the caller. Throws {@link java.io.UncheckedIOException} at the end. */
    Stream<String> lines(String path, String type, Map<String, String> headers, Duration timeout) {
        HttpRequest.Builder request = request("GET", path, MissingNode.getInstance()).setHeader("Accept", type);
        headers.forEach(request::setHeader);
        HttpResponse<Stream<String>> response = exchange(request.build(), BodyHandlers.ofLines(), timeout);
        if (response.statusCode() >= 400) {
            try (Stream<String> body = response.body()) {
                throw problem(response.statusCode(), body.limit(1000).collect(Collectors.joining("\n")));
            }
        }
        return response.body();
    }

    /** The response body, to be closed by the caller. */
    InputStream bytes(String path, Duration timeout) throws IOException {
        HttpRequest request = request("GET", path, MissingNode.getInstance()).build();
        HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream(), timeout);
        if (response.statusCode() >= 400) {
            try (InputStream body = response.body()) {
                throw problem(response.statusCode(), new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    String text(String path, Duration timeout) {
        return send(request("GET", path, MissingNode.getInstance()).timeout(timeout).build(), timeout);
    }

    WebSocket socket(WebSocket.Listener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
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

    private HttpRequest.Builder request(String method, String path, JsonNode body) {
        BodyPublisher publisher = body.isMissingNode()
                ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.url() + path)).method(method, publisher);
        if (!body.isMissingNode()) {
            request.setHeader("Content-Type", "application/json");
        }
        hub.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token.value()));
        return request;
    }

    JsonNode json(String method, String path, JsonNode body, Duration timeout) {
        HttpRequest request = request(method, path, body)
                .setHeader("Accept", "application/json, application/problem+json")
                .timeout(timeout).build();
        String text = send(request, timeout);
        if (text.isBlank() && !method.equals("GET")) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode answer = JSON.readTree(text);
            if (answer.isContainerNode()) {
                return answer;
            }
        } catch (JacksonException e) {
            // reported below
        }
        throw new HubException(new Failure.NotAHub(hub.url()));
    }

    private String send(HttpRequest request, Duration timeout) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString(), timeout);
        if (response.statusCode() >= 400) {
            throw problem(response.statusCode(), response.body());
        }
        if (response.statusCode() >= 300) {
            throw new HubException(new Failure.NotAHub(hub.url()));
        }
        return response.body();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration timeout) {
        try {
            return http.send(request, handler);
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

    private static HubException problem(int status, String body) {
        String detail = "";
        try {
            JsonNode problem = JSON.readTree(body);
            detail = problem.path("detail").asText(problem.path("title").asText(""));
        } catch (JacksonException e) {
            // without a detail, the status is described below
        }
        return new HubException(new Failure.Problem(status, detail.isBlank() ? describe(status) : detail));
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
