package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.AgentVariables;
import dev.agenthub.config.CommandWords;
import dev.agenthub.config.HubConfig;
import dev.agenthub.config.HubConfig.AgentConfig;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.ContainerPlan.Bind;
import dev.agenthub.engine.Variables;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Derives each agent's container plan and initial policy from the configuration. */
public final class AgentPlans {

    private static final int PIDS = 512;
    private static final String ISOLATED = "isolated";

    private final HubConfig config;
    private final Layout layout;
    private final String user;
    private final Secrets secrets;
    private final byte[] key;

    /**
     * @param user the {@code uid:gid} of programs in containers
     * @param key the key that hides variables' values in a plan's hash, as for {@link Variables#sealed}
     */
    public AgentPlans(HubConfig config, Layout layout, String user, Secrets secrets, byte[] key) {
        this.config = config;
        this.layout = layout;
        this.user = user;
        this.secrets = secrets;
        this.key = key.clone();
    }

    /**
     * Creates the plan of the agent's container with these binds. Reads the agent's secrets; blocks.
     *
     * @throws ProjectError if a secret cannot be used
     */
    public ContainerPlan container(AgentId agent, List<Bind> binds) {
        var own = own(agent);
        return new ContainerPlan(agent, layout.root().toString(), config.containerPrefix() + agent,
                own.flatMap(AgentConfig::image).orElse(config.dockerImage()),
                CommandWords.of(own.flatMap(AgentConfig::command).orElse(config.agentCommand())),
                config.terminal(), Variables.sealed(environment(agent, own), key), binds, config.containerRoot(),
                List.of("host.docker.internal:host-gateway"), user,
                own.flatMap(AgentConfig::memory).orElse(config.memory()).asLongValue(),
                own.map(AgentConfig::cpus).filter(c -> c.isPresent()).map(c -> c.getAsDouble()).orElse(config.cpus()), PIDS,
                network(), own.flatMap(AgentConfig::readOnlyRoot).orElse(config.readOnlyRoot()));
    }

    /** One network for each project, so that two hubs on one engine never share it, even with equal prefixes. */
    private AgentNetwork network() {
        return config.network().equals(ISOLATED)
                ? new AgentNetwork.Isolated(config.containerPrefix() + "net-" + projectHash(layout.root().toString()))
                : new AgentNetwork.Named(config.network());
    }

    private static String projectHash(String project) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(project.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
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
