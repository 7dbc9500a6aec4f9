package dev.agenthub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.engine.TerminalMode;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    @Test
    void defaultsMatchTheContract() {
        var config = config(Map.of());
        assertThat(config.projectRoot()).isEqualTo(Path.of("."));
        assertThat(config.usersDir()).isEqualTo(".claude/users");
        assertThat(config.agentsDir()).isEqualTo(".claude/agents");
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(9000);
        assertThat(config.dockerImage()).isEqualTo("claude-agent");
        assertThat(config.containerPrefix()).isEqualTo("agent-");
        assertThat(config.agentCommand()).isEqualTo("claude");
        assertThat(config.agents().ids()).extracting(Object::toString)
                .containsExactly("claude", "qa", "tu_ui", "tu_scene", "tu_sketch", "tu_sim", "bu");
        assertThat(config.orchestratorAgent()).isEqualTo("claude");
        assertThat(config.orchestratorPolicy()).isEqualTo(LaunchPolicy.ALWAYS);
        assertThat(config.defaultLaunchPolicy()).isEqualTo(LaunchPolicy.MANUAL);
        assertThat(config.defaultShutdownPolicy()).isEqualTo(ShutdownPolicy.MANUAL);
        assertThat(config.defaultIdleTimeout()).isEqualTo(30);
        assertThat(config.qmsMcpUrl().orElseThrow()).hasToString("http://localhost:8000/health");
        assertThat(config.gitMcpUrl().orElseThrow()).hasToString("http://localhost:8001/health");
        assertThat(config.mcp()).isEmpty();
        assertThat(config.agent()).isEmpty();
        assertThat(config.inboxWritable()).isFalse();
        assertThat(config.network()).isEqualTo("isolated");
        assertThat(config.readOnlyRoot()).isFalse();
        assertThat(config.containerRoot()).isEqualTo("/pipe-dream");
        assertThat(config.terminal()).isEqualTo(TerminalMode.ATTACH);
        assertThat(config.onExit()).isEqualTo(HubConfig.OnExit.STOP);
        assertThat(config.notice()).isEqualTo(HubConfig.Notice.TYPE);
        assertThat(config.noticeText()).isEqualTo("Task notice from Agent Hub, {count} new in {inbox}: {task}");
        assertThat(config.auth()).isEqualTo(HubConfig.Auth.TOKEN);
        assertThat(config.token()).isEmpty();
        assertThat(config.allowedHosts()).isEmpty();
        assertThat(config.allowedOrigins()).isEmpty();
        assertThat(config.secretsDir()).isEmpty();
        assertThat(config.hidden()).contains(List.of(".env*", ".netrc", ".git-credentials", ".credentials.json"));
        assertThat(config.requestTimeout()).hasSeconds(20);
        assertThat(config.keepAlive()).hasSeconds(60);
        assertThat(config.connections()).isEqualTo(512);
        assertThat(config.sessionIdle()).hasDays(7);
        assertThat(config.sessionLife()).hasDays(30);
        assertThat(config.recordings()).isTrue();
        assertThat(config.recordingSize().asLongValue()).isEqualTo(16 << 20);
        assertThat(config.recordingsKept()).isEqualTo(10);
        assertThat(config.recordingInput()).isFalse();
        ConfigCheck.check(config);
    }

    @Test
    void aRosterIsACommaSeparatedListOrAJsonArray() {
        assertThat(config(Map.of("hub.agents", " a, b ")).agents().ids()).extracting(Object::toString).containsExactly("a", "b");
        assertThat(config(Map.of("hub.agents", "[\"a\", \"b\"]")).agents().ids()).extracting(Object::toString)
                .containsExactly("a", "b");
    }

    @Test
    void anAgentCanOverrideSettings() {
        var config = config(Map.of("hub.agent.qa.image", "other:1", "hub.agent.qa.launch-policy", "auto", "hub.agent.qa.env.A_KEY", "v",
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
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.agent.nobody.image", "x")))).isInstanceOf(ConfigError.class)
                .hasMessageContaining("hub.agent.nobody");
    }

    @Test
    void hiddenNamesHaveNoSlashesAndAreNotOnlyWildcards() {
        ConfigCheck.check(config(Map.of("hub.hidden", ".env*,*.pem")));
        assertThat(config(Map.of("hub.hidden", "")).hidden()).isEmpty();
        for (var wrong : List.of("*", "a/b", "**", "?*")) {
            assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.hidden", wrong)))).hasMessageContaining("hub.hidden is '" + wrong);
        }
    }

    @Test
    void connectionAndSessionLimitsHaveARange() {
        ConfigCheck.check(config(Map.of("hub.request-timeout", "5s", "hub.keep-alive", "PT1H", "hub.connections", "8")));
        Map.of("hub.request-timeout", "0s", "hub.keep-alive", "-1s", "hub.connections", "7", "hub.session-idle", "366d",
                "hub.session-life", "0s").forEach((key, value) -> assertThatThrownBy(
                        () -> ConfigCheck.check(config(Map.of(key, value)))).isInstanceOf(ConfigError.class)
                        .hasMessageContaining(key + " is '"));
    }

    @Test
    void noticeTextMustNotLookLikeAnAnswerToADialog() {
        ConfigCheck.check(config(Map.of("hub.notice", "off", "hub.agent.qa.notice", "type", "hub.notice-text", "Please look: {task}")));
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.notice-text", "1 {task}")))).isInstanceOf(ConfigError.class)
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
            assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.network", wrong)))).hasMessageContaining("hub.network is '" + wrong + "'");
        }
    }

    @Test
    void anOriginIsOnlySchemeHostAndPort() {
        ConfigCheck.check(config(Map.of("hub.allowed-origins", "https://ui.example:8443,http://localhost:3000")));
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.allowed-origins", "*")))).hasMessageContaining("hub.allowed-origins");
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("hub.allowed-origins", "https://ui.example/path"))))
                .isInstanceOf(ConfigError.class);
    }

    @Test
    void theReadmeListsEveryKey() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var keys = Arrays.stream(HubConfig.class.getMethods()).map(method -> "hub." + kebab(method.getName()))
                .filter(key -> !key.equals("hub.agent")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys).allSatisfy(key -> assertThat(readme).contains("`" + key));
    }

    private static String kebab(String name) {
        return Pattern.compile("([A-Z])").matcher(name).replaceAll(upper -> "-" + upper.group(1).toLowerCase());
    }
}
