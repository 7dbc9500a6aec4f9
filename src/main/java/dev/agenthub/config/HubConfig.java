package dev.agenthub.config;

import dev.agenthub.engine.TerminalMode;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The settings below {@code hub.*}. Their names and defaults are a contract, checked by a test. Sources, lowest
 * priority first: {@code application.properties}, {@code .env} in the working directory, {@code HUB_*} in the
 * environment, the command line.
 */
@ConfigMapping(prefix = "hub")
public interface HubConfig {

    String DEFAULT_HOST = "127.0.0.1";
    String DEFAULT_PORT = "9000";
    /** The {@link #network} that belongs to the project. */
    String ISOLATED = "isolated";

    /** The project the team works on. */
    @WithDefault(".")
    Path projectRoot();

    /** Below the project root: one folder per agent, holding {@code inbox}, {@code workspace} and {@code container}. */
    @WithDefault(".claude/users")
    String usersDir();

    /** Below the project root: {@code {agent}.md} defines an agent. */
    @WithDefault(".claude/agents")
    String agentsDir();

    /** The address the hub listens on. Must be a loopback address. */
    @WithDefault(DEFAULT_HOST)
    String host();

    /** The port the hub listens on, 0 to 65535; 0 picks a free one. */
    @WithDefault(DEFAULT_PORT)
    int port();

    /** The image of agent containers. */
    @WithDefault("claude-agent")
    String dockerImage();

    /** Prefix of container names; the agent's id follows. */
    @WithDefault("agent-")
    String containerPrefix();

    /** The command that runs in the terminal: a program and its arguments, separated by spaces. Quotes group words. */
    @WithDefault("claude")
    String agentCommand();

    /** The roster: agent ids separated by commas, or a JSON array of them. */
    @WithDefault("claude,qa,tu_ui,tu_scene,tu_sketch,tu_sim,bu")
    @WithConverter(RosterConverter.class)
    Roster agents();

    /** The agent that leads the team: its definition is the project's {@code CLAUDE.md}. */
    @WithDefault("claude")
    String orchestratorAgent();

    /** When the orchestrator is launched: {@code manual}, {@code auto} or {@code always}. */
    @WithDefault("always")
    LaunchPolicy orchestratorPolicy();

    /** When the other agents are launched: {@code manual}, {@code auto} or {@code always}. */
    @WithDefault("manual")
    LaunchPolicy defaultLaunchPolicy();

    /** When agents are stopped: {@code manual}, {@code empty} or {@code idle}. */
    @WithDefault("manual")
    ShutdownPolicy defaultShutdownPolicy();

    /** Minutes without activity after which {@code idle} stops an agent, 1 to 10080. */
    @WithDefault("30")
    int defaultIdleTimeout();

    /** Health URL of the MCP server {@code qms}; empty if there is none. */
    @WithDefault("http://localhost:8000/health")
    Optional<URI> qmsMcpUrl();

    /** Health URL of the MCP server {@code git}; empty if there is none. */
    @WithDefault("http://localhost:8001/health")
    Optional<URI> gitMcpUrl();

    /** Health URLs of further MCP servers, by name. */
    Map<String, URI> mcp();

    /** Overrides for single agents, by id. */
    Map<String, AgentConfig> agent();

    /** Whether a container may remove tasks from its own inbox. */
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean inboxWritable();

    /** Where the project is mounted in a container: an absolute path, not a system folder. */
    @WithDefault("/pipe-dream")
    String containerRoot();

    /** Which terminal an agent has: {@code attach}, the main process's own, or {@code exec}, a second one. */
    @WithDefault("attach")
    TerminalMode terminal();

    /** What happens to running agents on a clean shutdown: {@code stop} or {@code leave}. */
    @WithDefault("stop")
    OnExit onExit();

    /**
     * How a running agent learns of new tasks: {@code type} types a line into its terminal, {@code off} does nothing.
     */
    @WithDefault("type")
    Notice notice();

    /** The line to type; {@code {task}}, {@code {count}} and {@code {inbox}} are replaced. */
    @WithDefault("Task notice from Agent Hub, {count} new in {inbox}: {task}")
    String noticeText();

    /** Whether requests need the token: {@code token} or {@code none}. */
    @WithDefault("token")
    Auth auth();

    /** The token; if not set, the first start generates one in the state directory. */
    Optional<String> token();

    /** Names allowed in the {@code Host} header, in addition to the loopback names. */
    Optional<List<String>> allowedHosts();

    /** Origins allowed to call the hub, in addition to its own: {@code scheme://host[:port]}, compared exactly. */
    Optional<List<URI>> allowedOrigins();

    /** How long a request, including its body, may take to arrive, 1s to 10m. */
    @WithDefault("20s")
    Duration requestTimeout();

    /** How long an idle connection stays open between two requests, 1s to 1h. */
    @WithDefault("60s")
    Duration keepAlive();

    /** The most client connections, 8 to 100000; fewer if the open-file limit is too low. */
    @WithDefault("512")
    int connections();

    /** How long a browser session lasts without use, 1s to 365d. */
    @WithDefault("7d")
    Duration sessionIdle();

    /** How long a browser session lasts at most, 1s to 365d. */
    @WithDefault("30d")
    Duration sessionLife();

    /** Where the hub keeps the token and everything that must survive a restart. */
    Optional<Path> stateDir();

    /** Folder of the agents' secrets, one file per variable; by default in the user's configuration directory. */
    Optional<Path> secretsDir();

    /**
     * Project files and folders hidden from agents; {@code *} matches any text. Templates such as .env.example stay
     * visible.
     */
    @WithDefault(".env*,.netrc,.git-credentials,.credentials.json")
    Optional<List<String>> hidden();

    /** How long a start may take once its image is present, before it counts as failed, at most 1h. */
    @WithDefault("60s")
    Duration startTimeout();

    /** How long pulling a missing image may take before the start fails, at most 1h. */
    @WithDefault("30m")
    Duration pullTimeout();

    /** How long a program may take to exit before it is killed, at most 1h. */
    @WithDefault("10s")
    Duration stopGrace();

    /** The memory an agent's container may use, 6M to 64T; 0 means no limit. */
    @WithDefault("4G")
    @WithConverter(MemorySizeConverter.class)
    MemorySize memory();

    /** The CPUs an agent's container may use, 0.01 to 1024; 0 means no limit. */
    @WithDefault("0")
    double cpus();

    /**
     * The network of agent containers: {@code isolated}, a network of this project on which they cannot reach each
     * other, or the name of an existing engine network such as {@code bridge} or {@code none}.
     */
    @WithDefault(ISOLATED)
    String network();

    /** Whether a container's root is read-only; {@code /tmp}, {@code /var/tmp} and {@code /run} are then in memory. */
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean readOnlyRoot();

    /** Scrollback lines kept for each terminal, 0 to 100000. */
    @WithDefault("2000")
    int scrollbackLines();

    /** How far a viewer may fall behind before its backlog is replaced by a snapshot, 64K to 1G. */
    @WithDefault("4M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize viewerBuffer();

    /** Whether terminal output is recorded. */
    @WithDefault("true")
    @WithConverter(StrictBooleanConverter.class)
    boolean recordings();

    /** Size at which a recording continues in a new file, 64K to 1G. */
    @WithDefault("16M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize recordingSize();

    /** Recording files kept for each agent, 1 to 1000; the oldest are deleted. */
    @WithDefault("10")
    int recordingsKept();

    /** Whether keystrokes are recorded too. They may include secrets that never appear on screen. */
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean recordingInput();

    /** Overrides for one agent; unset values fall back to the settings for all. */
    interface AgentConfig {

        /** The image of its container. */
        Optional<String> image();

        /** The command that runs in its terminal. */
        Optional<String> command();

        /** Additional environment variables for its program, by name. Never shown. */
        Map<String, String> env();

        /** When it is launched. */
        Optional<LaunchPolicy> launchPolicy();

        /** When it is stopped. */
        Optional<ShutdownPolicy> shutdownPolicy();

        /** Its idle timeout in minutes. */
        OptionalInt idleTimeout();

        /** How it learns of new tasks. */
        Optional<Notice> notice();

        /** The memory its container may use. */
        @WithConverter(MemorySizeConverter.class)
        Optional<MemorySize> memory();

        /** The CPUs its container may use. */
        OptionalDouble cpus();

        /** Whether its container's root is read-only. */
        @WithConverter(StrictBooleanConverter.class)
        Optional<Boolean> readOnlyRoot();
    }

    /** What happens to running agents on a clean shutdown. */
    enum OnExit { STOP, LEAVE }

    /** How a running agent learns of new tasks. */
    enum Notice { TYPE, OFF }

    /** Whether requests need the token. */
    enum Auth { TOKEN, NONE }
}
