package dev.agenthub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The packaged hub in its own process, with its own project. */
final class HubUnderTest implements Contestant {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "a-token-for-a-benchmark-0123456789abcdef";
    private static final int IDLE_AGENTS = 20;

    private final String name;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path project;
    private final String prefix;
    private final Process process;
    private final List<String> started = new ArrayList<>();
    private URI url;
    private int idle;

    /**
     * @param name for the report
     * @param command the program, without the hub's arguments
     * @param terminal attach or exec
     */
    HubUnderTest(String name, List<String> command, String terminal, String prefix, Path folder)
            throws IOException, InterruptedException {
        this.name = name;
        this.prefix = prefix;
        project = Files.createDirectories(folder.resolve("project"));
        var agents = new ArrayList<>(List.of("echo", "flood"));
        IntStream.range(0, IDLE_AGENTS).forEach(i -> agents.add("idle" + i));
        Files.writeString(project.resolve("CLAUDE.md"), "# A benchmark\n");
        Files.createDirectories(project.resolve(".claude/agents"));
        for (var agent : agents) {
            Files.writeString(project.resolve(".claude/agents/" + agent + ".md"), "# " + agent + "\n");
        }
        var full = new ArrayList<>(command);
        full.add("start");
        var builder = new ProcessBuilder(full).directory(project.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("hub.log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("HUB_"));
        builder.environment().putAll(settings(agents, terminal));
        process = builder.start();
        Timeouts.await("the hub answers", this::answers);
    }

    private Map<String, String> settings(List<String> agents, String terminal) throws IOException {
        Files.writeString(project.resolve(".env"), "hub.agent.echo.command=bench-agent echo\n");
        return Map.ofEntries(Map.entry("HUB_AGENTS", String.join(",", agents)),
                Map.entry("HUB_ORCHESTRATOR_AGENT", "echo"),
                Map.entry("HUB_ORCHESTRATOR_POLICY", "manual"), Map.entry("HUB_CONTAINER_PREFIX", prefix),
                Map.entry("HUB_DOCKER_IMAGE", Containers.IMAGE), Map.entry("HUB_AGENT_COMMAND", "bench-agent flood"),
                Map.entry("HUB_TERMINAL", terminal), Map.entry("HUB_STOP_GRACE", "1s"), Map.entry("HUB_TOKEN", TOKEN),
                Map.entry("HUB_PORT", "0"), Map.entry("HUB_STATE_DIR", project.resolve("state").toString()),
                Map.entry("HUB_QMS_MCP_URL", ""), Map.entry("HUB_GIT_MCP_URL", ""));
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("The hub ended: see " + project.resolveSibling("hub.log") + ".");
        }
        var runtimeFile = project.resolve("state/hub.json");
        if (!Files.exists(runtimeFile)) {
            return false;
        }
        url = URI.create(JSON.readTree(runtimeFile.toFile()).path("url").asText());
        return json("/api/status").at("/engine/reachable").asBoolean();
    }

    private JsonNode json(String path) throws IOException {
        return JSON.readTree(call("GET", path));
    }

    private String call(String method, String path) throws IOException {
        var request = HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.noBody()).build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Viewer open(Program program) throws IOException, InterruptedException {
        start(program.word());
        return open(program.word());
    }

    private Viewer open(String agent) throws IOException {
        return new HubViewer(URI.create("ws" + url.toString().substring(4) + "/ws"), TOKEN, agent);
    }

    private void start(String agent) throws IOException, InterruptedException {
        if (started.contains(agent)) {
            return;
        }
        call("POST", "/api/agents/" + agent + "/start");
        Timeouts.await(agent + " is active",
                () -> json("/api/agents/" + agent).path("state").asText().equals("active"));
        Timeouts.await(agent + " is ready",
                () -> call("GET", "/api/agents/" + agent + "/screen").contains("ready"));
        started.add(agent);
    }

    @Override
    public void idle(int programs) throws IOException, InterruptedException {
        for (var i = 0; i < programs; i++) {
            start("idle" + idle++);
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        var containers = Shell.run("docker", "ps", "-aq", "--filter", "name=^" + prefix);
        for (var id : containers.lines().toList()) {
            Shell.run("docker", "rm", "-f", id);
        }
    }
}
