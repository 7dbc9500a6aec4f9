package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.HubConfig;
import java.nio.file.Path;

/**
 * Where things lie in a project, by the configuration alone: nothing is looked up on disk.
 *
 * @param root absolute and normalised
 * @param usersDir relative to {@code root}, as is {@code agentsDir}
 */
public record Layout(Path root, Path usersDir, Path agentsDir, AgentId orchestrator) {

    public static Layout of(HubConfig config) {
        return new Layout(config.projectRoot().toAbsolutePath().normalize(), Path.of(config.usersDir()).normalize(),
                Path.of(config.agentsDir()).normalize(), new AgentId(config.orchestratorAgent()));
    }

    /** All that is one agent's own. */
    public Path home(AgentId agent) {
        return root.resolve(usersDir).resolve(agent.value());
    }

    /** Each {@code *.md} file in it is a task. */
    public Path inbox(AgentId agent) {
        return home(agent).resolve("inbox");
    }

    public Path workspace(AgentId agent) {
        return home(agent).resolve("workspace");
    }

    /** What the agent's program keeps for itself; its credentials are here. */
    public Path containerHome(AgentId agent) {
        return home(agent).resolve("container");
    }

    public Path sessions() {
        return root.resolve(".claude/sessions");
    }

    /** What hubs keep in the project itself; no agent sees it. */
    public Path hubFolder() {
        return root.resolve(".claude/agent-hub");
    }

    /** What makes this agent the one it is; must be there. */
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
