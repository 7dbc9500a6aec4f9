package dev.agenthub.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The MCP servers answer, as the hub asks them. */
final class McpCheck implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public List<Finding> look(DoctorContext here) {
        var servers = new TreeMap<>(here.config().mcp());
        here.config().qmsMcpUrl().ifPresent(url -> servers.put("qms", url));
        here.config().gitMcpUrl().ifPresent(url -> servers.put("git", url));
        var found = new ArrayList<Finding>();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            servers.forEach((name, url) -> found.add(answers(client, url) ? Finding.ok("MCP server", name + " answers at " + url)
                    : Finding.warn("MCP server", name + " does not answer at " + url + ".", "Start it, or set hub."
                            + (name.equals("qms") || name.equals("git") ? name + "-mcp-url" : "mcp." + name) + " to where it is (to nothing"
                            + " where there is none).")));
        }
        return found;
    }

    private static boolean answers(HttpClient client, URI url) {
        try {
            return client.send(HttpRequest.newBuilder(url).timeout(PATIENCE).build(), BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException | IllegalArgumentException none) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
