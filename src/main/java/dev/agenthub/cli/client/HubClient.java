package dev.agenthub.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.agenthub.agent.AgentId;

/**
 * The hub's REST and WebSocket doors as methods. Every method throws {@link HubException} with a {@link Failure} when
 * the hub is away, refuses, fails or is too slow. Answers are JSON trees: a field that an older or newer hub does not
 * have is missing, not an error. Redirects are not followed: they would carry the token elsewhere.
 */
public record HubClient(HubAddress hub, HttpClient http) {

    /** How long a question may take. Starting and stopping have their own, given by the caller. */
    public static final Duration QUICK = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    public static HubClient of(HubAddress hub) {
        return new HubClient(hub, HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build());
    }

    public JsonNode status() {
        return json("GET", "/api/status", MissingNode.getInstance(), QUICK);
    }

    public JsonNode agent(AgentId id) {
        return json("GET", agentPath(id, ""), MissingNode.getInstance(), QUICK);
    }

    /** {@code verb} is start, stop or restart. Answers with the agent once that is done. */
    public JsonNode command(AgentId id, String verb, Duration patience) {
        return json("POST", agentPath(id, "/" + verb), JSON.createObjectNode(), patience);
    }

    public JsonNode policy(AgentId id) {
        return json("GET", agentPath(id, "/policy"), MissingNode.getInstance(), QUICK);
    }

    public JsonNode setPolicy(AgentId id, JsonNode policy) {
        return json("PUT", agentPath(id, "/policy"), policy, QUICK);
    }

    public void input(AgentId id, String data, boolean enter) {
        JsonNode body = JSON.createObjectNode().put("data", data).put("enter", enter);
        send(request("POST", agentPath(id, "/input"), body).timeout(QUICK).build(), BodyHandlers.ofString(), QUICK);
    }

    /** {@code format} is text, ansi or json; the answer is the body as it came. */
    public String screen(AgentId id, String format) {
        String path = agentPath(id, "/screen?format=" + format);
        HttpRequest request = request("GET", path, MissingNode.getInstance()).timeout(QUICK).build();
        return send(request, BodyHandlers.ofString(), QUICK);
    }

    /** The event stream, line by line and without end; close it. It ends with {@link UncheckedIOException}. */
    public Stream<String> events(Optional<String> after) {
        HttpRequest.Builder request = request("GET", "/api/events", MissingNode.getInstance())
                .setHeader("Accept", "text/event-stream");
        after.ifPresent(id -> request.setHeader("Last-Event-ID", id));
        HttpResponse<Stream<String>> response = exchange(request.build(), BodyHandlers.ofLines(), QUICK);
        if (response.statusCode() >= 400) {
            try (Stream<String> body = response.body()) {
                throw problem(response.statusCode(), body.limit(1000).collect(Collectors.joining("\n")));
            }
        }
        return response.body();
    }

    public WebSocket openSocket(WebSocket.Listener listener) {
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

    private static String agentPath(AgentId id, String rest) {
        return "/api/agents/" + id.value() + rest;
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

    private JsonNode json(String method, String path, JsonNode body, Duration patience) {
        HttpRequest request = request(method, path, body)
                .setHeader("Accept", "application/json, application/problem+json")
                .timeout(patience).build();
        String text = send(request, BodyHandlers.ofString(), patience);
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

    private String send(HttpRequest request, BodyHandler<String> handler, Duration patience) {
        HttpResponse<String> response = exchange(request, handler, patience);
        if (response.statusCode() >= 400) {
            throw problem(response.statusCode(), response.body());
        }
        if (response.statusCode() >= 300) {
            throw new HubException(new Failure.NotAHub(hub.url()));
        }
        return response.body();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler, Duration patience) {
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
