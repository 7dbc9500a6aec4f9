package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.HubConfig.AgentConfig;
import dev.agenthub.config.HubConfig.Notice;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import java.util.Map;
import java.util.Optional;

/** The settings of one agent: its own if it has them, otherwise those of the team. */
public final class AgentSettings {

    private final HubConfig team;
    private final AgentId agent;
    private final Optional<AgentConfig> own;

    private AgentSettings(HubConfig team, AgentId agent) {
        this.team = team;
        this.agent = agent;
        this.own = Optional.ofNullable(team.agent().get(agent.value()));
    }

    public static AgentSettings of(HubConfig config, AgentId agent) {
        return new AgentSettings(config, agent);
    }

    /** The image of its container. */
    public String image() {
        return own.flatMap(AgentConfig::image).orElse(team.dockerImage());
    }

    /** The command that runs in its terminal. */
    public String command() {
        return own.flatMap(AgentConfig::command).orElse(team.agentCommand());
    }

    /** The additional variables for its program, by name. */
    public Map<String, String> variables() {
        return own.map(AgentVariables::of).orElse(Map.of());
    }

    /** How it learns of new tasks. */
    public Notice notice() {
        return own.flatMap(AgentConfig::notice).orElse(team.notice());
    }

    /** The memory its container may use, in bytes. */
    public long memory() {
        return own.flatMap(AgentConfig::memory).orElse(team.memory()).asLongValue();
    }

    /** The CPUs its container may use; 0 for no limit. */
    public double cpus() {
        return own.map(AgentConfig::cpus).filter(cpus -> cpus.isPresent()).map(cpus -> cpus.getAsDouble())
                .orElse(team.cpus());
    }

    /** Whether its container's root is read-only. */
    public boolean readOnlyRoot() {
        return own.flatMap(AgentConfig::readOnlyRoot).orElse(team.readOnlyRoot());
    }

    /** Its policy, used until a person sets another. */
    public AgentPolicy policy() {
        return new AgentPolicy(own.flatMap(AgentConfig::launchPolicy).orElseGet(this::teamLaunchPolicy),
                own.flatMap(AgentConfig::shutdownPolicy).orElse(team.defaultShutdownPolicy()),
                own.map(AgentConfig::idleTimeout).filter(minutes -> minutes.isPresent())
                        .map(minutes -> minutes.getAsInt()).orElse(team.defaultIdleTimeout()));
    }

    private LaunchPolicy teamLaunchPolicy() {
        return agent.value().equals(team.orchestratorAgent()) ? team.orchestratorPolicy() : team.defaultLaunchPolicy();
    }
}
