package dev.agenthub.doctor;

import dev.agenthub.probe.McpProbe;
import java.net.URI;
import java.util.List;

/** Checks that the MCP servers respond. */
final class McpCheck implements Check {

    @Override
    public List<Finding> run(DoctorContext context) {
        try (var probe = new McpProbe(context.config())) {
            return probe.servers().entrySet().stream().map(server -> finding(server.getKey(), server.getValue(),
                    probe.responds(server.getValue()).await().indefinitely())).toList();
        }
    }

    private static Finding finding(String name, URI url, boolean responds) {
        return responds ? Finding.ok("MCP server", name + " responds at " + url)
                : Finding.warn("MCP server", name + " does not respond at " + url + ".", "Start it, or set hub."
                        + (name.equals("qms") || name.equals("git") ? name + "-mcp-url" : "mcp." + name)
                        + " to its health URL, or to nothing if there is no such server.");
    }
}
