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
 * Requests to a hub, and its refusals as {@link HubException}. Redirects are not followed: they would carry the token
 * elsewhere.
 */
record HubHttp(HubAddress hub, HttpClient http) {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT = Duration.ofSeconds(5);

    static HubHttp of(HubAddress hub) {
        return new HubHttp(hub, HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build());
    }

    /** Lines as they come, without end; close it. It ends with {@link java.io.UncheckedIOException}. */
    Stream<String> lines(String path, String type, Map<String, String> headers, Duration patience) {
        HttpRequest.Builder request = request("GET", path, MissingNode.getInstance()).setHeader("Accept", type);
        headers.forEach(request::setHeader);
        HttpResponse<Stream<String>> response = exchange(request.build(), BodyHandlers.ofLines(), patience);
        if (response.statusCode() >= 400) {
            try (Stream<String> body = response.body()) {
                throw problem(response.statusCode(), body.limit(1000).collect(Collectors.joining("\n")));
            }
        }
        return response.body();
    }

    /** A body as it comes; close it. */
    InputStream bytes(String path, Duration patience) throws IOException {
        HttpRequest request = request("GET", path, MissingNode.getInstance()).build();
        HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream(), patience);
        if (response.statusCode() >= 400) {
            try (InputStream body = response.body()) {
                throw problem(response.statusCode(), new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    String text(String path, Duration patience) {
        return send(request("GET", path, MissingNode.getInstance()).timeout(patience).build(), patience);
    }

    WebSocket socket(WebSocket.Listener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
        hub.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token.value()));
        try {
            return builder.buildAsync(hub.webSocket(), listener).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                throw problem(refused.getResponse().statusCode(), "");
            }
            throw new HubException(new Failure.Unreachable(hub.url(), why(failed.getCause())));
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

    JsonNode json(String method, String path, JsonNode body, Duration patience) {
        HttpRequest request = request(method, path, body)
                .setHeader("Accept", "application/json, application/problem+json")
                .timeout(patience).build();
        String text = send(request, patience);
        if (text.isBlank() && !method.equals("GET")) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode answer = JSON.readTree(text);
            if (answer.isContainerNode()) {
                return answer;
            }
        } catch (JacksonException notJson) {
            // told below
        }
        throw new HubException(new Failure.NotAHub(hub.url()));
    }

    private String send(HttpRequest request, Duration patience) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString(), patience);
        if (response.statusCode() >= 400) {
            throw problem(response.statusCode(), response.body());
        }
        if (response.statusCode() >= 300) {
            throw new HubException(new Failure.NotAHub(hub.url()));
        }
        return response.body();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration patience) {
        try {
            return http.send(request, handler);
        } catch (HttpConnectTimeoutException nobody) {
            throw new HubException(new Failure.Unreachable(hub.url(),
                    "no connection within " + CONNECT.toSeconds() + " s"));
        } catch (HttpTimeoutException slow) {
            throw new HubException(new Failure.TimedOut(patience));
        } catch (IOException broken) {
            throw new HubException(new Failure.Unreachable(hub.url(), why(broken)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HubException(new Failure.Unreachable(hub.url(), "interrupted"));
        }
    }

    private static HubException problem(int status, String body) {
        String detail = "";
        try {
            JsonNode problem = JSON.readTree(body);
            detail = problem.path("detail").asText(problem.path("title").asText(""));
        } catch (JacksonException notJson) {
            // told below by its number
        }
        return new HubException(new Failure.Problem(status, detail.isBlank() ? without(status) : detail));
    }

    private static String without(int status) {
        return switch (status) {
            case 401 -> "The hub wants a token, and there was none or a wrong one.";
            case 403 -> "The hub does not allow this.";
            case 404 -> "The hub does not know this.";
            default -> "The hub answered with status " + status + " and no explanation.";
        };
    }

    private static String why(Throwable broken) {
        if (broken instanceof ConnectException) {
            return "connection refused";
        }
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }
}
