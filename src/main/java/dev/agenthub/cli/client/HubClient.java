package dev.agenthub.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.agenthub.agent.AgentId;

/**
 * Client for the hub's REST and WebSocket API. Every method throws {@link HubException} if the hub is unreachable,
 * refuses, fails or times out. Responses are JSON trees, so that a field that an older or newer hub does not send is
 * not an error.
 */
public final class HubClient {

    /** The timeout of all requests but {@link #command} and {@link #await}, which take their own. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private static final JsonNode NO_BODY = MissingNode.getInstance();

    private final HubHttp http;

    private HubClient(HubHttp http) {
        this.http = http;
    }

    public static HubClient of(HubAddress hub) {
        return new HubClient(HubHttp.of(hub));
    }

    public HubAddress hub() {
        return http.hub();
    }

    public JsonNode status() {
        return get("/api/status");
    }

    /** A summary of each agent, in the roster's order. */
    public JsonNode agents() {
        return get("/api/agents");
    }

    public JsonNode agent(AgentId id) {
        return get(path(id, ""));
    }

    /** {@code verb} is start, stop or restart. Returns the agent once that is done. */
    public JsonNode command(AgentId id, String verb, Duration timeout) {
        return http.json("POST", path(id, "/" + verb), object(), timeout);
    }

    public JsonNode policy(AgentId id) {
        return get(path(id, "/policy"));
    }

    public JsonNode setPolicy(AgentId id, JsonNode policy) {
        return http.json("PUT", path(id, "/policy"), policy, REQUEST_TIMEOUT);
    }

    /** Explains what the agent's policies would do now. */
    public JsonNode explain(AgentId id) {
        return get(path(id, "/explain"));
    }

    /** Explains what another policy would do now, without changing anything. */
    public JsonNode explain(AgentId id, JsonNode policy) {
        return http.json("POST", path(id, "/explain"), policy, REQUEST_TIMEOUT);
    }

    public void input(AgentId id, String data, boolean enter) {
        http.json("POST", path(id, "/input"), object().put("data", data).put("enter", enter), REQUEST_TIMEOUT);
    }

    /** {@code format} is text, ansi or json. Returns the response body unchanged. */
    public String screen(AgentId id, String format) {
        return http.text(path(id, "/screen?format=" + format), REQUEST_TIMEOUT);
    }

    /** The last lines of scrollback and screen; all of them if {@code lines} is empty. */
    public String history(AgentId id, Optional<Integer> lines) {
        return http.text(path(id, "/history" + lines.map(n -> "?lines=" + n).orElse("")), REQUEST_TIMEOUT);
    }

    /** The complete lines from this line number on, as {@code {lines, next}}. */
    public JsonNode historySince(AgentId id, long line) {
        return get(path(id, "/history?since=" + line));
    }

    /**
     * Waits until all the conditions hold at once, as {@code {satisfied, match, elapsed_ms, state}}.
     *
     * @param conditions some of {@code state}, {@code text}, {@code still}
     */
    public JsonNode await(AgentId id, Map<String, String> conditions, Duration timeout) {
        String query = conditions.entrySet().stream()
                .map(condition -> condition.getKey() + "=" + encoded(condition.getValue()) + "&")
                .collect(Collectors.joining());
        return http.json("GET", path(id, "/wait?" + query + "timeout=" + timeout.toSeconds()), NO_BODY,
                timeout.plus(REQUEST_TIMEOUT));
    }

    /** The tasks in the agent's inbox, oldest first. */
    public JsonNode tasks(AgentId id) {
        return get(path(id, "/tasks"));
    }

    /** A task's text. */
    public String task(AgentId id, String name) {
        return http.text(path(id, "/tasks/" + encoded(name)), REQUEST_TIMEOUT);
    }

    /** Drops a task into the agent's inbox, atomically. Returns the task. */
    public JsonNode drop(AgentId id, Optional<String> name, String text) {
        ObjectNode task = object().put("text", text);
        name.ifPresent(value -> task.put("name", value));
        return http.json("POST", path(id, "/tasks"), task, REQUEST_TIMEOUT);
    }

    /** The recordings of the agent's terminal, newest first. */
    public JsonNode recordings(AgentId id) {
        return get(path(id, "/recordings"));
    }

    /** A recording in asciicast format, to be closed by the caller. */
    public InputStream recording(AgentId id, String name) throws IOException {
        return http.bytes(path(id, "/recordings/" + encoded(name)), REQUEST_TIMEOUT);
    }

    /** Creates a one-time code that signs in a browser, as {@code {code, expires_in_seconds}}. */
    public JsonNode sessionCode() {
        return http.json("POST", "/api/session/code", object(), REQUEST_TIMEOUT);
    }

    /** Ends the sessions of all browsers. */
    public void endSessions() {
        http.json("DELETE", "/api/session?all=true", NO_BODY, REQUEST_TIMEOUT);
    }

    /** The lines of the endless event stream. See {@link HubHttp#lines}. */
    public Stream<String> events(Optional<String> after) {
        return http.lines("/api/events", "text/event-stream",
                after.map(id -> Map.of("Last-Event-ID", id)).orElse(Map.of()), REQUEST_TIMEOUT);
    }

    public WebSocket openSocket(WebSocket.Listener listener) {
        return http.socket(listener);
    }

    private JsonNode get(String path) {
        return http.json("GET", path, NO_BODY, REQUEST_TIMEOUT);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String path(AgentId id, String rest) {
        return "/api/agents/" + id.value() + rest;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
