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
 * The keys below {@code hub.*}. Their names and defaults are a contract, held by a test. Read from
 * {@code application.properties}, overridden by {@code .env} in the working directory, by {@code HUB_*} in the environment,
 * and by the command line.
 */
@ConfigMapping(prefix = "hub")
public interface HubConfig {

    /** The project the team works on. */
    @WithDefault(".")
    Path projectRoot();

    /** Below the project root: one folder for each agent, with {@code inbox}, {@code workspace} and {@code container} in it. */
    @WithDefault(".claude/users")
    String usersDir();

    /** Below the project root: {@code {agent}.md} defines an agent. */
    @WithDefault(".claude/agents")
    String agentsDir();

    /** The address the hub listens on. Another than a loopback address demands the token and TLS. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port the hub listens on, 0 to 65535; 0 takes a free one. */
    @WithDefault("9000")
    int port();

    /** The image of an agent's container. */
    @WithDefault("claude-agent")
    String dockerImage();

    /** What a container's name begins with; the agent's id follows. */
    @WithDefault("agent-")
    String containerPrefix();

    /** What runs in the terminal: a program and its arguments, parted by spaces; quotes keep words together. */
    @WithDefault("claude")
    String agentCommand();

    /** The roster: ids parted by commas, or a JSON array of them. */
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

    /** After how many minutes without activity {@code idle} stops an agent, 1 to 10080. */
    @WithDefault("30")
    int defaultIdleTimeout();

    /** Where the MCP server {@code qms} answers whether it is well; set to nothing where there is none. */
    @WithDefault("http://localhost:8000/health")
    Optional<URI> qmsMcpUrl();

    /** Where the MCP server {@code git} answers whether it is well; set to nothing where there is none. */
    @WithDefault("http://localhost:8001/health")
    Optional<URI> gitMcpUrl();

    /** More MCP servers, by name. */
    Map<String, URI> mcp();

    /** What differs for one agent, by its id. */
    Map<String, AgentConfig> agent();

    /** Whether a container may take tasks out of its own inbox. */
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean inboxWritable();

    /** Where the project appears in a container: an absolute path that is no folder of the system. */
    @WithDefault("/pipe-dream")
    String containerRoot();

    /** Whose terminal an agent has: {@code attach}, the main process', or {@code exec}, one beside it. */
    @WithDefault("attach")
    TerminalMode terminal();

    /** What becomes of running agents when the hub ends in order: {@code stop} or {@code leave}. */
    @WithDefault("stop")
    OnExit onExit();

    /** How a running agent is told of tasks in its inbox: {@code type}, a line into its terminal, or {@code off}, by the files alone. */
    @WithDefault("type")
    Notice notice();

    /** The line that is typed; {@code {task}}, {@code {count}} and {@code {inbox}} are filled in. */
    @WithDefault("Task notice from Agent Hub, {count} new in {inbox}: {task}")
    String noticeText();

    /** Whether callers must show the token: {@code token}, or {@code none}, which only a loopback address allows. */
    @WithDefault("token")
    Auth auth();

    /** The token itself; made at first start in the state directory where it is not given. */
    Optional<String> token();

    /** Names by which the hub may be called in a request's {@code Host}, beside the loopback names and its own address. */
    Optional<List<String>> allowedHosts();

    /** Origins whose pages may call the hub, beside its own: {@code scheme://host[:port]}, compared exactly. */
    Optional<List<URI>> allowedOrigins();

    /** How long a request may take to arrive, its body too, 1s to 10m. */
    @WithDefault("20s")
    Duration requestTimeout();

    /** How long a connection stays open between two requests, 1s to 1h. */
    @WithDefault("60s")
    Duration keepAlive();

    /** How many connections of clients there are at most, 8 to 100000; fewer where the limit of open files is too low for them. */
    @WithDefault("512")
    int connections();

    /** After how long without use a browser must sign in again, 1s to 365d. */
    @WithDefault("7d")
    Duration sessionIdle();

    /** After how long a browser must sign in again, 1s to 365d. */
    @WithDefault("30d")
    Duration sessionLife();

    /** Where the hub keeps the token and what must survive a restart. */
    Optional<Path> stateDir();

    /** Where secrets for agents are, each a file named as its variable; below the user's configuration directory where it is not given. */
    Optional<Path> secretsDir();

    /** Names of files and folders of the project that no agent sees; {@code *} is any text. Templates such as .env.example stay visible. */
    @WithDefault(".env*,.netrc,.git-credentials,.credentials.json")
    Optional<List<String>> hidden();

    /** How long a start may take before it counts as failed, an hour at most. */
    @WithDefault("60s")
    Duration startTimeout();

    /** How long a program is given to end before it is killed, an hour at most. */
    @WithDefault("10s")
    Duration stopGrace();

    /** The memory an agent's container may use, 6M to 64T; 0 means no limit. */
    @WithDefault("4G")
    @WithConverter(MemorySizeConverter.class)
    MemorySize memory();

    /** The processors an agent's container may use, 0.01 to 1024; 0 means no limit. */
    @WithDefault("0")
    double cpus();

    /**
     * The network of agents' containers: {@code isolated}, one of the project's own on which they do not reach each other, or the
     * name of one of the engine's, used as it is ({@code bridge}, {@code none}).
     */
    @WithDefault("isolated")
    String network();

    /** Whether a container's own files are read-only, but for {@code /tmp}, {@code /var/tmp} and {@code /run} in memory. */
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean readOnlyRoot();

    /** How many lines that have left the screen are kept for each terminal, 0 to 100000. */
    @WithDefault("2000")
    int scrollbackLines();

    /** How far one viewer of one terminal may fall behind before it is given a fresh screen instead, 64K to 1G. */
    @WithDefault("4M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize viewerBuffer();

    /** Whether what terminals show is recorded. */
    @WithDefault("true")
    @WithConverter(TrueOrFalse.class)
    boolean recordings();

    /** How large a recording becomes before it goes on in another file, 64K to 1G. */
    @WithDefault("16M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize recordingSize();

    /** How many files of recordings are kept for each agent, 1 to 1000; the oldest make room. */
    @WithDefault("10")
    int recordingsKept();

    /** Whether what is typed is recorded as well: it may hold secrets that no screen shows. */
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean recordingInput();

    /** What differs for one agent; whatever is not given is as for all. */
    interface AgentConfig {

        /** Its image. */
        Optional<String> image();

        /** What runs in its terminal. */
        Optional<String> command();

        /** More environment variables for its program, by name. Never shown. */
        Map<String, String> env();

        /** When it is launched. */
        Optional<LaunchPolicy> launchPolicy();

        /** When it is stopped. */
        Optional<ShutdownPolicy> shutdownPolicy();

        /** Its idle timeout in minutes. */
        OptionalInt idleTimeout();

        /** How it is told of tasks. */
        Optional<Notice> notice();

        /** The memory its container may use. */
        @WithConverter(MemorySizeConverter.class)
        Optional<MemorySize> memory();

        /** The processors its container may use. */
        OptionalDouble cpus();

        /** Whether its container's own files are read-only. */
        @WithConverter(TrueOrFalse.class)
        Optional<Boolean> readOnlyRoot();
    }

    /** What becomes of running agents when the hub ends in order. */
    enum OnExit { STOP, LEAVE }

    /** How a running agent is told of tasks in its inbox. */
    enum Notice { TYPE, OFF }

    /** Whether callers must show the token. */
    enum Auth { TOKEN, NONE }
}
