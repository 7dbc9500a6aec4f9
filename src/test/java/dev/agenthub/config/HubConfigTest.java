package dev.agenthub.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks names and defaults of the configuration, which are a contract. */
class HubConfigTest {

    private static HubConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(HubConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100)).build().getConfigMapping(HubConfig.class);
    }

    /** By key. A key without an entry here fails the test. */
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            entry("hub.project-root", Path.of(".")),
            entry("hub.users-dir", ".claude/users"),
            entry("hub.agents-dir", ".claude/agents"),
            entry("hub.host", "127.0.0.1"),
            entry("hub.port", 9000),
            entry("hub.docker-image", "claude-agent"),
            entry("hub.container-prefix", "agent-"),
            entry("hub.agent-command", "claude"),
            entry("hub.agents", "claude,qa,tu_ui,tu_scene,tu_sketch,tu_sim,bu"),
            entry("hub.orchestrator-agent", "claude"),
            entry("hub.orchestrator-policy", LaunchPolicy.ALWAYS),
            entry("hub.default-launch-policy", LaunchPolicy.MANUAL),
            entry("hub.default-shutdown-policy", ShutdownPolicy.MANUAL),
            entry("hub.default-idle-timeout", 30),
            entry("hub.qms-mcp-url", Optional.of(URI.create("http://localhost:8000/health"))),
            entry("hub.git-mcp-url", Optional.of(URI.create("http://localhost:8001/health"))),
            entry("hub.mcp", Map.of()),
            entry("hub.agent", Map.of()),
            entry("hub.inbox-writable", false),
            entry("hub.container-root", "/pipe-dream"),
            entry("hub.terminal", TerminalMode.ATTACH),
            entry("hub.on-exit", HubConfig.OnExit.STOP),
            entry("hub.notice", HubConfig.Notice.TYPE),
            entry("hub.notice-text", "Task notice from Agent Hub, {count} new in {inbox}: {task}"),
            entry("hub.auth", HubConfig.Auth.TOKEN),
            entry("hub.token", Optional.empty()),
            entry("hub.allowed-hosts", Optional.empty()),
            entry("hub.allowed-origins", Optional.empty()),
            entry("hub.request-timeout", Duration.ofSeconds(20)),
            entry("hub.keep-alive", Duration.ofSeconds(60)),
            entry("hub.connections", 512),
            entry("hub.session-idle", Duration.ofDays(7)),
            entry("hub.session-life", Duration.ofDays(30)),
            entry("hub.state-dir", Optional.empty()),
            entry("hub.secrets-dir", Optional.empty()),
            entry("hub.hidden", Optional.of(List.of(".env*", ".netrc", ".git-credentials", ".credentials.json"))),
            entry("hub.start-timeout", Duration.ofSeconds(60)),
            entry("hub.pull-timeout", Duration.ofMinutes(30)),
            entry("hub.stop-grace", Duration.ofSeconds(10)),
            entry("hub.memory", 4L << 30),
            entry("hub.cpus", 0.0),
            entry("hub.network", "isolated"),
            entry("hub.read-only-root", false),
            entry("hub.scrollback-lines", 2000),
            entry("hub.viewer-buffer", 4L << 20),
            entry("hub.recordings", true),
            entry("hub.recording-size", 16L << 20),
            entry("hub.recordings-kept", 10),
            entry("hub.recording-input", false));

    @Test
    void defaultsMatchTheContract() {
        var config = config(Map.of());
        assertThat(Arrays.stream(HubConfig.class.getMethods())
                .collect(Collectors.toMap(HubConfigTest::key, method -> value(config, method))))
                .containsExactlyInAnyOrderEntriesOf(DEFAULTS);
        ConfigCheck.check(config);
    }

    private static Object value(HubConfig config, Method method) {
        try {
            return switch (method.invoke(config)) {
                case MemorySize size -> size.asLongValue();
                case Roster roster -> roster.ids().stream().map(AgentId::value).collect(Collectors.joining(","));
                case Object other -> other;
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRosterIsACommaSeparatedListOrAJsonArray() {
        assertThat(config(Map.of("hub.agents", " a, b ")).agents().ids()).extracting(Object::toString)
                .containsExactly("a", "b");
        assertThat(config(Map.of("hub.agents", "[\"a\", \"b\"]")).agents().ids()).extracting(Object::toString)
                .containsExactly("a", "b");
    }

    @Test
    void anAgentCanOverrideSettings() {
        var config = config(Map.of("hub.agent.qa.image", "other:1", "hub.agent.qa.launch-policy", "auto",
                "hub.agent.qa.env.A_KEY", "v",
                "hub.agent.qa.memory", "1G", "hub.agent.qa.cpus", "1.5", "hub.mcp.wiki", "http://localhost:7/health"));
        var qa = config.agent().get("qa");
        assertThat(qa.image()).contains("other:1");
        assertThat(qa.launchPolicy()).contains(LaunchPolicy.AUTO);
        assertThat(qa.env()).containsEntry("A_KEY", "v");
        assertThat(qa.memory().orElseThrow().asLongValue()).isEqualTo(1L << 30);
        assertThat(qa.cpus().orElseThrow()).isEqualTo(1.5);
        assertThat(config.mcp()).containsKey("wiki");
        ConfigCheck.check(config);
    }

    @Test
    void settingsForAnAgentNotOnTheRosterAreRejected() {
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.agent.nobody.image", "x"))))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("hub.agent.nobody");
    }

    @Test
    void hiddenNamesHaveNoSlashesAndAreNotOnlyWildcards() {
        ConfigCheck.check(config(Map.of("hub.hidden", ".env*,*.pem")));
        assertThat(config(Map.of("hub.hidden", "")).hidden()).isEmpty();
        for (var wrong : List.of("*", "a/b", "**", "?*")) {
            assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.hidden", wrong))))
                    .hasMessageContaining("hub.hidden is '" + wrong);
        }
    }

    @Test
    void connectionAndSessionLimitsHaveARange() {
        ConfigCheck.check(config(Map.of("hub.request-timeout", "5s", "hub.keep-alive", "PT1H", "hub.connections",
                "8")));
        Map.of("hub.request-timeout", "0s", "hub.keep-alive", "-1s", "hub.connections", "7", "hub.session-idle", "366d",
                "hub.session-life", "0s").forEach((key, value) -> assertThatThrownBy(
                        () -> ConfigCheck.check(config(Map.of(key, value)))).isInstanceOf(ConfigError.class)
                        .hasMessageContaining(key + " is '"));
    }

    @Test
    void noticeTextMustNotLookLikeAnAnswerToADialog() {
        ConfigCheck.check(config(Map.of("hub.notice", "off", "hub.agent.qa.notice", "type", "hub.notice-text",
                "Please look: {task}")));
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.notice-text", "1 {task}"))))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("hub.notice-text is '1 {task}', but must be one line");
    }

    @Test
    void authNoneRequiresALoopbackAddress() {
        ConfigCheck.check(config(Map.of("hub.auth", "none")));
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.auth", "none", "hub.host", "0.0.0.0"))))
                .hasMessageContaining("hub.auth is 'none'");
    }

    @Test
    void agentsCannotUseTheHostNetwork() {
        ConfigCheck.check(config(Map.of("hub.network", "my_net.1")));
        for (var wrong : new String[] {"host", "container:other", "-x", "two words"}) {
            assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.network", wrong))))
                    .hasMessageContaining("hub.network is '" + wrong + "'");
        }
    }

    @Test
    void anOriginIsOnlySchemeHostAndPort() {
        ConfigCheck.check(config(Map.of("hub.allowed-origins", "https://ui.example:8443,http://localhost:3000")));
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.allowed-origins", "*"))))
                .hasMessageContaining("hub.allowed-origins");
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.allowed-origins", "https://ui.example/path"))))
                .isInstanceOf(ConfigError.class);
    }

    @Test
    void theReadmeListsEveryKey() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var keys = Arrays.stream(HubConfig.class.getMethods()).map(HubConfigTest::key)
                .filter(key -> !key.equals("hub.agent")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys).allSatisfy(key -> assertThat(readme).contains("`" + key));
    }

    private static String key(Method method) {
        return "hub." + Pattern.compile("([A-Z])").matcher(method.getName())
                .replaceAll(upper -> "-" + upper.group(1).toLowerCase());
    }
}
