package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.AgentVariables;
import dev.agenthub.config.CommandWords;
import dev.agenthub.config.HubConfig;
import dev.agenthub.config.HubConfig.AgentConfig;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.engine.ContainerPlan.Limits;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.Variables;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Derives each agent's container plan and initial policy from the configuration. */
public final class AgentPlans {

    private static final int PROCESSES = 512;
    private static final String ISOLATED = "isolated";
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
        var own = own(agent);
        return new ContainerPlan(agent, own.flatMap(AgentConfig::image).orElse(config.dockerImage()),
                CommandWords.of(own.flatMap(AgentConfig::command).orElse(config.agentCommand())), config.terminal(),
                Variables.sealed(environment(agent, own), key), mounts, config.containerRoot(), Optional.of(HOST_ALIAS),
                user, limits(own), network(), own.flatMap(AgentConfig::readOnlyRoot).orElse(config.readOnlyRoot()));
    }

    private AgentNetwork network() {
        return config.network().equals(ISOLATED) ? new AgentNetwork.Isolated()
                : new AgentNetwork.Named(config.network());
    }

    private Limits limits(Optional<AgentConfig> own) {
        return new Limits(own.flatMap(AgentConfig::memory).orElse(config.memory()).asLongValue(),
                own.map(AgentConfig::cpus).filter(c -> c.isPresent()).map(c -> c.getAsDouble()).orElse(config.cpus()),
                PROCESSES);
    }

    /** The agent's configured policy, used until a person sets another. */
    public AgentPolicy policy(AgentId agent) {
        var own = own(agent);
        return new AgentPolicy(
                own.flatMap(AgentConfig::launchPolicy).orElseGet(() -> launchPolicy(agent)),
                own.flatMap(AgentConfig::shutdownPolicy).orElse(config.defaultShutdownPolicy()),
                own.map(AgentConfig::idleTimeout).filter(t -> t.isPresent()).map(t -> t.getAsInt())
                        .orElse(config.defaultIdleTimeout()));
    }

    private LaunchPolicy launchPolicy(AgentId agent) {
        return agent.equals(layout.orchestrator()) ? config.orchestratorPolicy() : config.defaultLaunchPolicy();
    }

    private Map<String, String> environment(AgentId agent, Optional<AgentConfig> own) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("QMS_USER", agent.value());
        environment.put("HOME", "/");
        environment.put("CLAUDE_CONFIG_DIR", "/claude-config");
        environment.put("MCP_TIMEOUT", "60000");
        environment.put("TERM", "xterm-256color");
        environment.put("COLORTERM", "truecolor");
        environment.put("AGENT_HUB_HOME", config.containerRoot() + "/" + layout.root().relativize(layout.home(agent)));
        environment.putAll(secrets.of(agent));
        own.ifPresent(o -> environment.putAll(AgentVariables.of(o)));
        return environment;
    }

    private Optional<AgentConfig> own(AgentId agent) {
        return Optional.ofNullable(config.agent().get(agent.value()));
    }
}
