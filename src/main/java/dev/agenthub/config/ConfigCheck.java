package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeText;
import dev.agenthub.policy.AgentPolicy;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Checks what types alone do not: ranges, and values that must fit each other. */
public final class ConfigCheck {

    private static final int SHORTEST_TOKEN = 32;
    private static final long SMALLEST_RECORDING = 64 << 10;
    private static final long LARGEST_RECORDING = 1 << 30;
    /** What the library puts around the words that matter to a person. */
    private static final Pattern NOISE = Pattern.compile(
            "SRCFG\\d+: |java\\.[\\w.]+(Exception|Error): |Cannot convert \\S+ to enum class \\S+, ");
    private static final Pattern CONVERSION = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*?)\" threw an Exception whilst being converted ?(.*)",
            Pattern.DOTALL);
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}");
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

    private ConfigCheck() {
    }

    /**
     * Reads the configuration as the server does, without the server.
     *
     * @throws ConfigError for the first thing that is wrong
     */
    public static HubConfig load(ClassLoader loader) {
        try {
            var config = ConfigUtils.configBuilder()
                    .forClassLoader(loader)
                    .withMapping(HubConfig.class)
                    .build()
                    .getConfigMapping(HubConfig.class);
            check(config);
            return config;
        } catch (ConfigValidationException e) {
            throw new ConfigError(sentence(e));
        }
    }

    /** @throws ConfigError for the first thing that is wrong */
    public static void check(HubConfig config) {
        range("hub.port", config.port(), 0, 65_535);
        range("hub.default-idle-timeout", config.defaultIdleTimeout(), AgentPolicy.MIN_IDLE_MINUTES,
                AgentPolicy.MAX_IDLE_MINUTES);
        range("hub.scrollback-lines", config.scrollbackLines(), 0, 100_000);
        range("hub.recordings-kept", config.recordingsKept(), 1, 1000);
        if (config.recordingSize().asLongValue() < SMALLEST_RECORDING || config.recordingSize().asLongValue() > LARGEST_RECORDING) {
            throw ConfigError.of("hub.recording-size", config.recordingSize().asLongValue(), "a size from 64K to 1G");
        }
        matches("hub.docker-image", config.dockerImage(), IMAGE, "an image's name");
        matches("hub.container-prefix", config.containerPrefix(), PREFIX, "text that a container's name can begin with");
        below("hub.users-dir", config.usersDir());
        below("hub.agents-dir", config.agentsDir());
        if (!NoticeText.allowed(config.noticeText())) {
            throw ConfigError.of("hub.notice-text", config.noticeText(), NoticeText.ALLOWED);
        }
        if (!Files.isDirectory(config.projectRoot())) {
            throw ConfigError.of("hub.project-root", config.projectRoot(), "a folder that exists");
        }
        if (!config.containerRoot().startsWith("/") || config.containerRoot().endsWith("/")) {
            throw ConfigError.of("hub.container-root", config.containerRoot(), "an absolute path without a slash at its end");
        }
        if (config.agentCommand().isBlank()) {
            throw ConfigError.of("hub.agent-command", config.agentCommand(), "a program and its arguments");
        }
        checkAgents(config);
        checkDoors(config);
    }

    private static void checkAgents(HubConfig config) {
        var roster = config.agents();
        if (AgentId.parse(config.orchestratorAgent()).filter(roster::contains).isEmpty()) {
            throw ConfigError.of("hub.orchestrator-agent", config.orchestratorAgent(), "one of hub.agents: " + names(roster));
        }
        config.agent().forEach((id, agent) -> {
            if (AgentId.parse(id).filter(roster::contains).isEmpty()) {
                throw ConfigError.of("hub.agent." + id, id, "one of hub.agents: " + names(roster));
            }
            agent.idleTimeout().ifPresent(minutes -> range("hub.agent." + id + ".idle-timeout", minutes,
                    AgentPolicy.MIN_IDLE_MINUTES, AgentPolicy.MAX_IDLE_MINUTES));
            agent.image().ifPresent(image -> matches("hub.agent." + id + ".image", image, IMAGE, "an image's name"));
        });
    }

    private static void checkDoors(HubConfig config) {
        var loopback = Loopback.names(config.host());
        if (config.auth() == HubConfig.Auth.NONE && !loopback) {
            throw ConfigError.of("hub.auth", "none", "token where hub.host is not a loopback address, and it is "
                    + config.host());
        }
        if (!loopback) {
            throw ConfigError.of("hub.host", config.host(),
                    "a loopback address: put a reverse proxy with TLS before the hub, and name it in hub.allowed-hosts");
        }
        config.token().ifPresent(token -> {
            if (token.length() < SHORTEST_TOKEN || !token.matches("[\\x21-\\x7e]+")) {
                // The value is a secret, so it is not repeated.
                throw new ConfigError("hub.token is too short or has characters that a header cannot carry: it must be at least "
                        + SHORTEST_TOKEN + " printable ASCII characters without spaces.");
            }
        });
        config.allowedOrigins().ifPresent(origins -> origins.forEach(ConfigCheck::origin));
    }

    private static void origin(URI origin) {
        var plain = origin.getHost() != null && ("http".equals(origin.getScheme()) || "https".equals(origin.getScheme()))
                && origin.getRawPath().isEmpty() && origin.getRawQuery() == null && origin.getRawUserInfo() == null;
        if (!plain) {
            throw ConfigError.of("hub.allowed-origins", origin, "origins such as https://hub.example:8443, parted by commas");
        }
    }

    private static void range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw ConfigError.of(key, value, "a number from " + least + " to " + most);
        }
    }

    private static void matches(String key, String value, Pattern pattern, String allowed) {
        if (!pattern.matcher(value).matches()) {
            throw ConfigError.of(key, value, allowed);
        }
    }

    private static void below(String key, String value) {
        var path = Path.of(value).normalize();
        if (value.isBlank() || path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
            throw ConfigError.of(key, value, "a relative path below the project root");
        }
    }

    private static String names(Roster roster) {
        return String.join(", ", roster.ids().stream().map(AgentId::value).toList());
    }

    /** The first problem in the library's report, in our words. */
    static String sentence(ConfigValidationException report) {
        var text = NOISE.matcher(report.getProblem(0).getMessage()).replaceAll("");
        var conversion = CONVERSION.matcher(text);
        if (!conversion.matches()) {
            return text;
        }
        var why = conversion.group(3).isBlank() ? "a value of another form" : conversion.group(3).strip();
        return "%s is '%s', which cannot be: %s.".formatted(conversion.group(1), conversion.group(2), why);
    }
}
