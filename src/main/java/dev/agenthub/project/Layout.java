package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.HubConfig;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The paths in a project, derived from the configuration alone, without access to the disk.
 *
 * @param root absolute and normalised
 * @param usersDir relative to {@code root}, as is {@code agentsDir}
 */
public record Layout(Path root, Path usersDir, Path agentsDir, AgentId orchestrator) {

    public Layout {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(usersDir, "usersDir");
        Objects.requireNonNull(agentsDir, "agentsDir");
        Objects.requireNonNull(orchestrator, "orchestrator");
    }

    public static Layout of(HubConfig config) {
        return new Layout(config.projectRoot().toAbsolutePath().normalize(), Path.of(config.usersDir()).normalize(),
                Path.of(config.agentsDir()).normalize(), new AgentId(config.orchestratorAgent()));
    }

    /** The folder with an agent's own files. */
    public Path home(AgentId agent) {
        return root.resolve(usersDir).resolve(agent.value());
    }

    /** The agent's inbox; each {@code *.md} file in it is a task. */
    public Path inbox(AgentId agent) {
        return home(agent).resolve("inbox");
    }

    public Path workspace(AgentId agent) {
        return home(agent).resolve("workspace");
    }

    /** The private folder of the agent's program, including its credentials. */
    public Path containerHome(AgentId agent) {
        return home(agent).resolve("container");
    }

    public Path sessions() {
        return root.resolve(".claude/sessions");
    }

    /** The hub's own folder in the project, hidden from agents. */
    public Path hubFolder() {
        return root.resolve(".claude/agent-hub");
    }

    /** The agent's required definition file. */
    public Path definition(AgentId agent) {
        return agent.equals(orchestrator) ? projectMemory() : root.resolve(agentsDir).resolve(agent + ".md");
    }

    Path projectMemory() {
        return root.resolve("CLAUDE.md");
    }

    Path mcpServers() {
        return root.resolve("docker/.mcp.json");
    }

    Path settings() {
        return root.resolve("docker/.claude-settings.json");
    }
}
