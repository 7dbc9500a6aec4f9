package dev.agenthub.cli.client;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.CodeJson;
import dev.agenthub.api.DecisionJson;
import dev.agenthub.api.HistoryJson;
import dev.agenthub.api.InputJson;
import dev.agenthub.api.NewTaskJson;
import dev.agenthub.api.OutcomeJson;
import dev.agenthub.api.PolicyChange;
import dev.agenthub.api.PolicyJson;
import dev.agenthub.api.RecordingJson;
import dev.agenthub.api.StatusJson;
import dev.agenthub.api.SummaryJson;
import dev.agenthub.api.TaskJson;
import dev.agenthub.api.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Client for the hub's REST and WebSocket API. Every method blocks, and throws {@link HubException} if the hub is
 * unreachable, refuses, fails or times out. Thread-safe.
 */
public final class HubClient {

    /** What a caller can ask of an agent. */
    public enum Verb { START, STOP, RESTART }

    /** The timeout of all requests but {@link #command} and {@link #await}, which take their own. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

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

    public StatusJson status() {
        return http.json(get("/api/status"), StatusJson.class, REQUEST_TIMEOUT);
    }

    /** A summary of each agent, in the roster's order. */
    public List<SummaryJson> agents() {
        return http.list(get("/api/agents"), SummaryJson.class, REQUEST_TIMEOUT);
    }

    public AgentJson agent(AgentId id) {
        return http.json(get(path(id, "")), AgentJson.class, REQUEST_TIMEOUT);
    }

    /** Starts, stops or restarts the agent. Returns it once that is done. */
    public AgentJson command(AgentId id, Verb verb, Duration timeout) {
        return http.json(http.request("POST", path(id, "/" + Wire.word(verb)), Optional.empty()),
                AgentJson.class, timeout);
    }

    /** Changes the agent's policy. Returns the whole new one. */
    public PolicyJson setPolicy(AgentId id, PolicyChange change) {
        return http.json(http.request("PUT", path(id, "/policy"), Optional.of(change)), PolicyJson.class,
                REQUEST_TIMEOUT);
    }

    /** Explains what the agent's policies would do now, or after a change, which is not made. */
    public DecisionJson explain(AgentId id, Optional<PolicyChange> change) {
        var path = path(id, "/explain");
        return http.json(change.isEmpty() ? get(path) : http.request("POST", path, Optional.of(change.get())),
                DecisionJson.class, REQUEST_TIMEOUT);
    }

    public void input(AgentId id, String data, boolean enter) {
        http.text(http.request("POST", path(id, "/input"), Optional.of(new InputJson(data, Optional.of(enter)))),
                REQUEST_TIMEOUT);
    }

    /** {@code format} is text, ansi or json. Returns the response body unchanged. */
    public String screen(AgentId id, String format) {
        return http.text(get(path(id, "/screen?format=" + format)), REQUEST_TIMEOUT);
    }

    /** The last lines of scrollback and screen; all of them if {@code lines} is empty. */
    public String history(AgentId id, Optional<Integer> lines) {
        return http.text(get(path(id, "/history" + lines.map(n -> "?lines=" + n).orElse(""))), REQUEST_TIMEOUT);
    }

    /** The complete lines from this line number on. */
    public HistoryJson historySince(AgentId id, long line) {
        return http.json(get(path(id, "/history?since=" + line)), HistoryJson.class, REQUEST_TIMEOUT);
    }

    /**
     * Waits until all the conditions hold at once.
     *
     * @param conditions some of {@code state}, {@code text}, {@code still}
     */
    public OutcomeJson await(AgentId id, Map<String, String> conditions, Duration timeout) {
        var query = conditions.entrySet().stream()
                .map(condition -> condition.getKey() + "=" + encoded(condition.getValue()) + "&")
                .collect(Collectors.joining());
        return http.json(get(path(id, "/wait?" + query + "timeout=" + timeout.toSeconds())), OutcomeJson.class,
                timeout.plus(REQUEST_TIMEOUT));
    }

    /** The tasks in the agent's inbox, oldest first. */
    public List<TaskJson> tasks(AgentId id) {
        return http.list(get(path(id, "/tasks")), TaskJson.class, REQUEST_TIMEOUT);
    }

    /** A task's text. */
    public String task(AgentId id, String name) {
        return http.text(get(path(id, "/tasks/" + encoded(name))), REQUEST_TIMEOUT);
    }

    /** Creates a task in the agent's inbox, atomically. */
    public TaskJson create(AgentId id, NewTaskJson task) {
        return http.json(http.request("POST", path(id, "/tasks"), Optional.of(task)), TaskJson.class,
                REQUEST_TIMEOUT);
    }

    /** The recordings of the agent's terminal, newest first. */
    public List<RecordingJson> recordings(AgentId id) {
        return http.list(get(path(id, "/recordings")), RecordingJson.class, REQUEST_TIMEOUT);
    }

    /** A recording in asciicast format, to be closed by the caller. */
    public InputStream recording(AgentId id, String name) throws IOException {
        return http.bytes(get(path(id, "/recordings/" + encoded(name))), REQUEST_TIMEOUT);
    }

    /** Creates a one-time code that signs in a browser. */
    public CodeJson sessionCode() {
        return http.json(http.request("POST", "/api/session/code", Optional.empty()), CodeJson.class,
                REQUEST_TIMEOUT);
    }

    /** Ends the sessions of all browsers. */
    public void endSessions() {
        http.text(http.request("DELETE", "/api/session?all=true", Optional.empty()), REQUEST_TIMEOUT);
    }

    /** The lines of the endless event stream. See {@link HubHttp#lines}. */
    public Stream<String> events(Optional<String> after) {
        var request = get("/api/events").setHeader("Accept", "text/event-stream");
        after.ifPresent(id -> request.setHeader("Last-Event-ID", id));
        return http.lines(request, REQUEST_TIMEOUT);
    }

    public WebSocket openSocket(WebSocket.Listener listener) {
        return http.socket(listener);
    }

    private HttpRequest.Builder get(String path) {
        return http.request("GET", path, Optional.empty());
    }

    private static String path(AgentId id, String rest) {
        return "/api/agents/" + id.value() + rest;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
