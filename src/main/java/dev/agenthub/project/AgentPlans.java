package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.AgentSettings;
import dev.agenthub.config.CommandWords;
import dev.agenthub.config.HubConfig;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.engine.ContainerPlan.Limits;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Derives each agent's container plan from the configuration. */
public final class AgentPlans {

    private static final int PROCESSES = 512;
    private static final String HOST_ALIAS = "host.docker.internal";

    private final HubConfig config;
    private final Layout layout;
    private final Ids user;
    private final Secrets secrets;
    private final byte[] key;

    /**
     * @param user runs the programs in containers
     * @param key the key that hides variables' values in a plan's hash, as for {@link Variables#sealed}
     */
    public AgentPlans(HubConfig config, Layout layout, Ids user, Secrets secrets, byte[] key) {
        this.config = config;
        this.layout = layout;
        this.user = user;
        this.secrets = secrets;
        this.key = key.clone();
    }

    /**
     * Creates the plan of the agent's container with these mounts. Reads the agent's secrets; blocks.
     *
     * @throws ProjectError if a secret cannot be used
     */
    public ContainerPlan container(AgentId agent, List<Mount> mounts) {
        var settings = AgentSettings.of(config, agent);
        return new ContainerPlan(agent, settings.image(), CommandWords.of(settings.command()), config.terminal(),
                Variables.sealed(environment(agent, settings), key), mounts, config.containerRoot(),
                Optional.of(HOST_ALIAS), user, new Limits(settings.memory(), settings.cpus(), PROCESSES), network(),
                settings.readOnlyRoot());
    }

    private AgentNetwork network() {
        return config.network().equals(HubConfig.ISOLATED) ? new AgentNetwork.Isolated()
                : new AgentNetwork.Named(config.network());
    }

    private Map<String, String> environment(AgentId agent, AgentSettings settings) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("QMS_USER", agent.value());
        environment.put("HOME", "/");
        environment.put("CLAUDE_CONFIG_DIR", "/claude-config");
        environment.put("MCP_TIMEOUT", "60000");
        environment.put("TERM", "xterm-256color");
        environment.put("COLORTERM", "truecolor");
        environment.put("AGENT_HUB_HOME", config.containerRoot() + "/" + layout.root().relativize(layout.home(agent)));
        environment.putAll(secrets.of(agent));
        environment.putAll(settings.variables());
        return environment;
    }
}
