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

/** Checks that the MCP servers respond. */
final class McpCheck implements Check {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Override
    public List<Finding> run(DoctorContext context) {
        var servers = new TreeMap<>(context.config().mcp());
        context.config().qmsMcpUrl().ifPresent(url -> servers.put("qms", url));
        context.config().gitMcpUrl().ifPresent(url -> servers.put("git", url));
        var found = new ArrayList<Finding>();
        try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            servers.forEach((name, url) ->
                    found.add(responds(client, url) ? Finding.ok("MCP server", name + " responds at " + url)
                    : Finding.warn("MCP server", name + " does not respond at " + url + ".", "Start it, or set hub."
                            + (name.equals("qms") || name.equals("git") ? name + "-mcp-url" : "mcp." + name)
                            + " to its health URL, or to nothing if there is no such server.")));
        }
        return found;
    }

    private static boolean responds(HttpClient client, URI url) {
        try {
            return client.send(HttpRequest.newBuilder(url).timeout(TIMEOUT).build(), BodyHandlers.discarding())
                    .statusCode() < 400;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
