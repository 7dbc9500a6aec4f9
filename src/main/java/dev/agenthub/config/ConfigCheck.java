package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeText;
import dev.agenthub.policy.AgentPolicy;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Validates what types cannot: unknown names, ranges, and settings that depend on each other. */
public final class ConfigCheck {

    private static final int MIN_TOKEN_LENGTH = 32;
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);
    private static final double MIN_CPUS = 0.01;
    private static final double MAX_CPUS = 1024;
    private static final int MAX_PORT = 65_535;
    private static final BigInteger MIN_BUFFER = BigInteger.ONE.shiftLeft(16);
    private static final BigInteger MAX_BUFFER = BigInteger.ONE.shiftLeft(30);
    /** The engine refuses less. */
    private static final BigInteger MIN_MEMORY = BigInteger.valueOf(6 << 20);
    private static final BigInteger MAX_MEMORY = BigInteger.ONE.shiftLeft(46);
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}");
    private static final Pattern NETWORK = Pattern.compile("(?!host$)[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

    /** In the working directory, where SmallRye Config reads it. */
    private static final Path DOT_ENV = Path.of(".env");

    /** The ordinal of settings from the command line, that of system properties. */
    private static final int COMMAND_LINE = 400;

    private ConfigCheck() {
    }

    /**
     * Reads the configuration as the server does, without starting one.
     *
     * @param settings override all other sources
     * @throws ConfigError for the first problem
     */
    public static HubConfig load(ClassLoader loader, Map<String, String> settings) {
        return load(() -> ConfigUtils.configBuilder().forClassLoader(loader)
                .withSources(new PropertiesConfigSource(settings, "command line", COMMAND_LINE)), DOT_ENV,
                System.getenv());
    }

    /** @param sources makes a builder with all configuration sources; called twice */
    static HubConfig load(Supplier<SmallRyeConfigBuilder> sources, Path dotEnv, Map<String, String> environment) {
        var names = new NameCheck(dotEnv, environment);
        try {
            names.check(sources.get().build());
            var config = sources.get().withMapping(HubConfig.class).build().getConfigMapping(HubConfig.class);
            check(config);
            return config;
        } catch (ConfigValidationException e) {
            throw new ConfigError(ConfigMessages.sentence(e));
        }
    }

    /**
     * Finds names that are not settings.
     *
     * @return environment variables that begin with {@code HUB_} but seem to belong to another program
     * @throws ConfigError for the first name that is not a setting
     */
    public static List<String> checkNames(SmallRyeConfig config) {
        return new NameCheck(DOT_ENV, System.getenv()).check(config);
    }

    /** @throws ConfigError for the first problem */
    public static void check(HubConfig config) {
        range("hub.port", config.port(), 0, 65_535);
        range("hub.default-idle-timeout", config.defaultIdleTimeout(), AgentPolicy.MIN_IDLE_MINUTES,
                AgentPolicy.MAX_IDLE_MINUTES);
        range("hub.scrollback-lines", config.scrollbackLines(), 0, 100_000);
        range("hub.connections", config.connections(), 8, 100_000);
        within("hub.request-timeout", config.requestTimeout(), Duration.ofMinutes(10));
        within("hub.keep-alive", config.keepAlive(), Duration.ofHours(1));
        within("hub.session-idle", config.sessionIdle(), Duration.ofDays(365));
        within("hub.session-life", config.sessionLife(), Duration.ofDays(365));
        range("hub.recordings-kept", config.recordingsKept(), 1, 1000);
        size("hub.recording-size", config.recordingSize());
        size("hub.viewer-buffer", config.viewerBuffer());
        memory("hub.memory", config.memory());
        cpus("hub.cpus", config.cpus());
        timeout("hub.start-timeout", config.startTimeout());
        timeout("hub.pull-timeout", config.pullTimeout());
        timeout("hub.stop-grace", config.stopGrace());
        matches("hub.docker-image", config.dockerImage(), IMAGE, "an image name");
        matches("hub.container-prefix", config.containerPrefix(), PREFIX, "a prefix for container names");
        matches("hub.network", config.network(), NETWORK,
                "isolated or the name of an engine network; host would expose this machine's own services");
        below("hub.users-dir", config.usersDir());
        below("hub.agents-dir", config.agentsDir());
        if (!NoticeText.allowed(config.noticeText())) {
            throw ConfigError.of("hub.notice-text", config.noticeText(), NoticeText.ALLOWED);
        }
        if (!Files.isDirectory(config.projectRoot())) {
            throw ConfigError.of("hub.project-root", config.projectRoot(), "an existing folder");
        }
        if (!ContainerRoot.allowed(config.containerRoot())) {
            throw ConfigError.of("hub.container-root", config.containerRoot(), ContainerRoot.ALLOWED);
        }
        folder("hub.state-dir", config.stateDir());
        folder("hub.secrets-dir", config.secretsDir());
        command("hub.agent-command", config.agentCommand());
        config.qmsMcpUrl().ifPresent(url -> server("hub.qms-mcp-url", url));
        config.gitMcpUrl().ifPresent(url -> server("hub.git-mcp-url", url));
        config.mcp().forEach((name, url) -> server("hub.mcp." + name, url));
        config.hidden().ifPresent(names -> names.forEach(ConfigCheck::hidden));
        checkAgents(config);
        checkAccess(config);
    }

    private static void folder(String key, Optional<Path> path) {
        path.filter(Files::exists).filter(existing -> !Files.isDirectory(existing)).ifPresent(file -> {
            throw ConfigError.of(key, file, "a folder, or a path where one can be created");
        });
    }

    private static void hidden(String name) {
        if (name.isBlank() || name.contains("/") || name.chars().allMatch(c -> c == '*' || c == '?')) {
            throw ConfigError.of("hub.hidden", name,
                    "file names separated by commas, such as .env*, without slashes and not only wildcards");
        }
    }

    private static void checkAgents(HubConfig config) {
        var roster = config.agents();
        if (AgentId.parse(config.orchestratorAgent()).filter(roster::contains).isEmpty()) {
            throw ConfigError.of("hub.orchestrator-agent", config.orchestratorAgent(),
                    "one of hub.agents: " + names(roster));
        }
        config.agent().forEach((id, agent) -> {
            if (AgentId.parse(id).filter(roster::contains).isEmpty()) {
                throw ConfigError.of("hub.agent." + id, id, "one of hub.agents: " + names(roster));
            }
            var key = "hub.agent." + id;
            agent.command().ifPresent(command -> command(key + ".command", command));
            agent.memory().ifPresent(size -> memory(key + ".memory", size));
            agent.cpus().ifPresent(number -> cpus(key + ".cpus", number));
            AgentVariables.of(agent).keySet().forEach(name -> variable(key + ".env", name));
            agent.idleTimeout().ifPresent(minutes -> range(key + ".idle-timeout", minutes,
                    AgentPolicy.MIN_IDLE_MINUTES, AgentPolicy.MAX_IDLE_MINUTES));
            agent.image().ifPresent(image -> matches(key + ".image", image, IMAGE, "an image name"));
        });
    }

    private static void checkAccess(HubConfig config) {
        var loopback = Loopback.names(config.host());
        if (config.auth() == HubConfig.Auth.NONE && !loopback) {
            throw ConfigError.of("hub.auth", "none", "token unless hub.host is a loopback address; it is "
                    + config.host());
        }
        if (!loopback) {
            throw ConfigError.of("hub.host", config.host(),
                    "a loopback address; for remote access, use a TLS proxy and add its name to hub.allowed-hosts");
        }
        config.token().ifPresent(token -> {
            if (token.length() < MIN_TOKEN_LENGTH || !token.matches("[\\x21-\\x7e]+")) {
                // The value is a secret and must not be logged.
                throw new ConfigError("hub.token is too short or has characters not allowed in a header: "
                        + "it must be at least " + MIN_TOKEN_LENGTH + " printable ASCII characters without spaces.");
            }
        });
        config.allowedHosts().ifPresent(hosts -> hosts.forEach(ConfigCheck::host));
        config.allowedOrigins().ifPresent(origins -> origins.forEach(ConfigCheck::origin));
    }

    private static void origin(URI origin) {
        var plain = isWeb(origin)
                && origin.getRawPath().isEmpty() && origin.getRawQuery() == null && origin.getRawUserInfo() == null;
        if (!plain) {
            throw ConfigError.of("hub.allowed-origins", origin,
                    "origins separated by commas, such as https://hub.example:8443");
        }
    }

    private static void range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw ConfigError.of(key, value, "a number from " + least + " to " + most);
        }
    }

    private static void within(String key, Duration value, Duration most) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
            throw ConfigError.of(key, ConfigMessages.time(value), "a time from 1s to " + ConfigMessages.time(most));
        }
    }

    private static void size(String key, MemorySize size) {
        if (size.asBigInteger().compareTo(MIN_BUFFER) < 0 || size.asBigInteger().compareTo(MAX_BUFFER) > 0) {
            throw ConfigError.of(key, ConfigMessages.size(size), "a size from 64K to 1G");
        }
    }

    private static void memory(String key, MemorySize size) {
        var bytes = size.asBigInteger();
        if (bytes.signum() != 0 && (bytes.compareTo(MIN_MEMORY) < 0 || bytes.compareTo(MAX_MEMORY) > 0)) {
            throw ConfigError.of(key, ConfigMessages.size(size), "a size from 6M to 64T, or 0 for no limit");
        }
    }

    private static void cpus(String key, double number) {
        // Written so that NaN fails.
        if (number != 0 && !(number >= MIN_CPUS && number <= MAX_CPUS)) {
            throw ConfigError.of(key, number, "a number from 0.01 to 1024, or 0 for no limit");
        }
    }

    private static void timeout(String key, Duration time) {
        if (!time.isPositive() || time.compareTo(MAX_TIMEOUT) > 0) {
            throw ConfigError.of(key, ConfigMessages.time(time), "a time greater than 0, at most 1h");
        }
    }

    private static void command(String key, String command) {
        try {
            CommandWords.of(command);
        } catch (IllegalArgumentException e) {
            throw ConfigError.of(key, command, "a program and its arguments, with each quote closed");
        }
    }

    private static void variable(String key, String name) {
        // HUB_AGENT_QA_ENV_A_KEY in the environment arrives here as a.key.
        if (!AgentVariables.isName(name)) {
            throw ConfigError.of(key, name, "followed by a variable name of letters, digits and _, and be set in a "
                    + "file: environment variables cannot express it");
        }
    }

    /** The health URL of an MCP server. */
    private static void server(String key, URI url) {
        if (!isWeb(url) || url.getRawUserInfo() != null) {
            throw ConfigError.of(key, url, "a URL such as http://localhost:8000/health");
        }
    }

    private static boolean isWeb(URI url) {
        return url.getHost() != null && url.getPort() <= MAX_PORT
                && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
    }

    private static void host(String name) {
        var host = name.strip();
        var address = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || !(address ? host.substring(1, host.length() - 1) : host).chars()
                .allMatch(c -> address ? c == ':' || c == '.' || Character.digit(c, 16) >= 0 && c < 0x7f
                        : "-._".indexOf(c) >= 0 || c < 0x7f && Character.isLetterOrDigit(c))) {
            throw ConfigError.of("hub.allowed-hosts", name,
                    "names or addresses separated by commas, each without scheme, port or *");
        }
    }

    private static void matches(String key, String value, Pattern pattern, String allowed) {
        if (!pattern.matcher(value).matches()) {
            throw ConfigError.of(key, value, allowed);
        }
    }

    private static void below(String key, String value) {
        try {
            var path = Path.of(value).normalize();
            if (!value.isBlank() && !path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty()) {
                return;
            }
        } catch (InvalidPathException e) {
            // Refused below.
        }
        throw ConfigError.of(key, value, "a relative path below the project root");
    }

    private static String names(Roster roster) {
        return String.join(", ", roster.ids().stream().map(AgentId::value).toList());
    }
}
