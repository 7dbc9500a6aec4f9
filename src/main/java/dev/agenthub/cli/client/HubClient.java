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
 * The hub's REST and WebSocket doors as methods. Every method throws {@link HubException} with a {@link Failure} when
 * the hub is away, refuses, fails or is too slow. Answers are JSON trees: a field that an older or newer hub does not
 * have is missing, not an error.
 */
public final class HubClient {

    /** How long a question may take. Starting, stopping and waiting have their own, given by the caller. */
    public static final Duration QUICK = Duration.ofSeconds(10);

    private static final JsonNode NO_BODY = MissingNode.getInstance();

    private final HubHttp http;

    private HubClient(HubHttp http) {
        this.http = http;
    }

    public static HubClient of(HubAddress hub) {
        return new HubClient(HubHttp.of(hub));
    }

    /** The hub that is talked with. */
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

    /** {@code verb} is start, stop or restart. Answers with the agent once that is done. */
    public JsonNode command(AgentId id, String verb, Duration patience) {
        return http.json("POST", path(id, "/" + verb), object(), patience);
    }

    public JsonNode policy(AgentId id) {
        return get(path(id, "/policy"));
    }

    public JsonNode setPolicy(AgentId id, JsonNode policy) {
        return http.json("PUT", path(id, "/policy"), policy, QUICK);
    }

    /** What the agent's policies would do now. */
    public JsonNode explain(AgentId id) {
        return get(path(id, "/explain"));
    }

    /** What another policy would do now; nothing changes. */
    public JsonNode explain(AgentId id, JsonNode policy) {
        return http.json("POST", path(id, "/explain"), policy, QUICK);
    }

    public void input(AgentId id, String data, boolean enter) {
        http.json("POST", path(id, "/input"), object().put("data", data).put("enter", enter), QUICK);
    }

    /** {@code format} is text, ansi or json; the answer is the body as it came. */
    public String screen(AgentId id, String format) {
        return http.text(path(id, "/screen?format=" + format), QUICK);
    }

    /** The last lines of scrollback and screen; all that is kept where {@code lines} is empty. */
    public String history(AgentId id, Optional<Integer> lines) {
        return http.text(path(id, "/history" + lines.map(n -> "?lines=" + n).orElse("")), QUICK);
    }

    /** The finished lines from that number on, as {@code {lines, next}}. */
    public JsonNode historySince(AgentId id, long line) {
        return get(path(id, "/history?since=" + line));
    }

    /**
     * Waits until all the conditions hold at once, as {@code {satisfied, match, elapsed_ms, state}}.
     *
     * @param conditions some of {@code state}, {@code text}, {@code still}
     */
    public JsonNode await(AgentId id, Map<String, String> conditions, Duration patience) {
        String query = conditions.entrySet().stream()
                .map(condition -> condition.getKey() + "=" + encoded(condition.getValue()) + "&")
                .collect(Collectors.joining());
        return http.json("GET", path(id, "/wait?" + query + "timeout=" + patience.toSeconds()), NO_BODY,
                patience.plus(QUICK));
    }

    /** The tasks in the agent's inbox, the oldest first. */
    public JsonNode tasks(AgentId id) {
        return get(path(id, "/tasks"));
    }

    /** A task's text. */
    public String task(AgentId id, String name) {
        return http.text(path(id, "/tasks/" + encoded(name)), QUICK);
    }

    /** Drops a task into the inbox, whole or not at all. Answers with the task. */
    public JsonNode drop(AgentId id, Optional<String> name, String text) {
        ObjectNode task = object().put("text", text);
        name.ifPresent(given -> task.put("name", given));
        return http.json("POST", path(id, "/tasks"), task, QUICK);
    }

    /** The recordings of the agent's terminal, the newest first. */
    public JsonNode recordings(AgentId id) {
        return get(path(id, "/recordings"));
    }

    /** A recording as asciicast; close it. */
    public InputStream recording(AgentId id, String name) throws IOException {
        return http.bytes(path(id, "/recordings/" + encoded(name)), QUICK);
    }

    /** A one-time code by which a browser is let in, as {@code {code, expires_in_seconds}}. */
    public JsonNode sessionCode() {
        return http.json("POST", "/api/session/code", object(), QUICK);
    }

    /** Ends the session of every browser. */
    public void endSessions() {
        http.json("DELETE", "/api/session?all=true", NO_BODY, QUICK);
    }

    /** The event stream, line by line and without end; close it. It ends with {@link java.io.UncheckedIOException}. */
    public Stream<String> events(Optional<String> after) {
        return http.lines("/api/events", "text/event-stream",
                after.map(id -> Map.of("Last-Event-ID", id)).orElse(Map.of()), QUICK);
    }

    public WebSocket openSocket(WebSocket.Listener listener) {
        return http.socket(listener);
    }

    private JsonNode get(String path) {
        return http.json("GET", path, NO_BODY, QUICK);
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
