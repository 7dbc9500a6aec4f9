package dev.agenthub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that unknown setting names are reported, in every source. */
class UnknownNamesTest {

    @TempDir
    Path folder;

    private static SmallRyeConfigBuilder file(String... keysAndValues) {
        var values = new java.util.HashMap<String, String>();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder().addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(values,
                "PropertiesConfigSource[source=file:/p/config/application.properties]", 100));
    }

    private List<String> foreign(Map<String, String> environment) {
        return new NameCheck(folder.resolve(".env"), environment).check(file("hub.agents", "claude,qa,tu_ui").build());
    }

    private void dotEnv(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
        new NameCheck(folder.resolve(".env"), Map.of()).check(file().build());
    }

    @ParameterizedTest
    @CsvSource({"hub.prot,hub.port", "hub.recording,hub.recordings", "hub.Port,hub.port", "HUB_PORT,hub.port", "hub,",
            "hub.agent.qa.imgae,hub.agent.qa.image",
        "hub.agnet.qa.image,hub.agent.qa.image", "hub.agent.qa.enf.A,hub.agent.qa.env.A",
                "hub.agent.image,hub.agent.ID.image", "hub.mcp,hub.mcp.NAME",
        "hub.port.number,hub.port", "hub.port[0],hub.port", "%dev.hub.prot,hub.port", "hub.,hub.auth"})
    void anUnknownKeyInAFileStopsTheStartWithASuggestion(String key, String nearest) {
        var check = new NameCheck(folder.resolve(".env"), Map.of());
        var config = file(key, "1", "quarkus.log.level", "INFO", "other.hub.thing", "1").build();
        if (nearest == null) {
            assertThat(check.check(config)).isEmpty();
            return;
        }
        assertThatThrownBy(() -> check.check(config)).isInstanceOf(ConfigError.class)
                .hasMessage("%s in /p/config/application.properties is not a setting; did you mean %s?"
                .formatted(key.replace("%dev.", ""), nearest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.port", "hub.mcp.wiki", "hub.mcp.\"my.wiki\"", "hub.agent.qa.image",
            "hub.agent.\"qa\".env.A", "hub.allowed-hosts[0]", "%dev.hub.port",
        "quarkus.http.port", "my.own"})
    void settingsAndForeignNamesAreAccepted(String key) {
        assertThat(new NameCheck(folder.resolve(".env"), Map.of()).check(file(key, "1").build())).isEmpty();
    }

    @Test
    void aSystemPropertyIsCheckedLikeAFile() {
        System.setProperty("hub.prot", "1");
        try {
            var config = new SmallRyeConfigBuilder().withSources(new SysPropConfigSource()).build();
            assertThatThrownBy(() -> new NameCheck(folder.resolve(".env"), Map.of()).check(config))
                    .hasMessage("hub.prot in the system properties (-D) is not a setting; did you mean hub.port?");
        } finally {
            System.clearProperty("hub.prot");
        }
    }

    @ParameterizedTest
    @CsvSource({"HUB_PROT,HUB_PORT", "HUB_RECORDING,HUB_RECORDINGS", "HUB_DOCKERIMAGE,HUB_DOCKER_IMAGE",
            "HUB_AGENT_QA_IMAGEE,HUB_AGENT_QA_IMAGE",
        "HUB_AGENT_TU_UI_MEMROY,HUB_AGENT_TU_UI_MEMORY", "Hub_Port,HUB_PORT", "HUB_UTL,HUB_URL",
                "HUB_AGENT_AQ_IMAGES,HUB_AGENT_QA_IMAGE"})
    void anEnvironmentVariableCloseToASettingStopsTheStart(String name, String nearest) {
        assertThatThrownBy(() -> foreign(Map.of(name, "1")))
                .hasMessage("%s in the environment is not a setting; did you mean %s?".formatted(name, nearest));
    }

    @Test
    void anyOtherEnvironmentVariableIsReportedAndDoesNotStopTheStart() {
        assertThat(foreign(Map.of("HUB_CLUSTER_NAME", "x", "HUBBLE", "x", "GITHUB_TOKEN", "x", "HUB_PORT", "1",
                "HUB_AGENT_QA_IMAGE", "x",
                "HUB_URL", "x", "HUB_MCP_WIKI", "x"))).containsExactly("HUB_CLUSTER_NAME");
    }

    @ParameterizedTest
    @CsvSource({"HUB_PROT=1,HUB_PORT", "hub.prot=1,hub.port", "hub.agent.qa.imgae=1,hub.agent.qa.image",
            "HUB_CLUSTER_NAME=1,HUB_DOCKER_IMAGE"})
    void anyUnknownNameInDotEnvStopsTheStart(String line, String nearest) {
        assertThatThrownBy(() -> dotEnv("# a comment\nOTHER=1\n" + line + "\n")).isInstanceOf(ConfigError.class)
                .hasMessage("%s in .env is not a setting; did you mean %s?"
                .formatted(line.substring(0, line.indexOf('=')), nearest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"just words", "export HUB_PORT=1", "HUB_PORT 1", "HUB_PORT: 1", "=1", "a b=c", "\u00e4=1",
            "A=\\u12", "A=\\uzzzz"})
    void aMalformedLineInDotEnvStopsTheStartAndIsNotQuoted(String line) {
        assertThatThrownBy(() -> dotEnv("A=1\n\n" + line + "\n")).isInstanceOf(ConfigError.class)
                .hasMessageContaining("Line 3 of ")
                .message().doesNotContain(line);
    }

    @Test
    void dotEnvMayHoldCommentsAndContinuedValues() throws IOException {
        dotEnv("  # a\n! b\n\n\tHUB_PORT = 1\r\nA=one\\\n  two words\n"
                + "hub_host=127.0.0.1\nexport_me=1\nhub.agent.qa.env.KEY=a=b c\\\\\nB=\n");
    }

    @Test
    void anUnreadableDotEnvIsReported() throws IOException {
        Files.createDirectory(folder.resolve(".env"));
        assertThatThrownBy(() -> new NameCheck(folder.resolve(".env"), Map.of())).isInstanceOf(ConfigError.class)
                .hasMessageContaining("cannot be read");
    }

    /** NameCheck and SmallRye Config must agree on what a variable means. */
    @Test
    void environmentVariablesOfAgentsAreRead() {
        var environment = Map.of("HUB_AGENT_QA_IMAGE", "one", "HUB_AGENT_QA_IDLE_TIMEOUT", "7", "HUB_MCP_WIKI",
                "http://localhost:7");
        var config = ConfigCheck.load(() -> file()
                .withSources(new EnvConfigSource(environment, 300)), folder.resolve(".env"), environment);
        assertThat(config.agent().get("qa").image()).contains("one");
        assertThat(config.mcp()).containsKey("wiki");
        assertThat(config.agent().get("qa").idleTimeout()).hasValue(7);
    }

    @ParameterizedTest
    @CsvSource({"HUB_AGENT_TU_UI_IDLE_TIMEOUT,hub.agent.tu_ui.idle-timeout",
            "HUB_AGENT_QA_ENV_A_KEY,hub.agent.qa.env.A_KEY"})
    void anAmbiguousVariableIsRejectedWithTheKeyToUse(String name, String key) {
        assertThatThrownBy(() -> foreign(Map.of(name, "1"))).hasMessageContaining(name + " in the environment")
                .hasMessageContaining("write " + key + "=… into .env");
    }

    /** EnvConfigSource adds aliases, as it does for .env. */
    @Test
    void agentVariablesOmitTheAliasesAddedForDotEnv() {
        var dotEnv = Map.of("hub.agent.qa.env.ANTHROPIC_API_KEY", "sk", "hub.agent.qa.env.lower", "x");
        var config = ConfigCheck.load(() -> file()
                .withSources(new EnvConfigSource(dotEnv, 295)), folder.resolve(".env"), Map.of());
        assertThat(AgentVariables.of(config.agent().get("qa")))
                .isEqualTo(Map.of("ANTHROPIC_API_KEY", "sk", "lower", "x"));
    }

    @Test
    void variablesReadByTheCommandLineAreKnown() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/dev/agenthub/cli"))) {
            var named = files.filter(Files::isRegularFile).flatMap(UnknownNamesTest::variables).distinct().toList();
            assertThat(named).contains("HUB_URL")
                    .allSatisfy(name -> assertThat(Settings.isVariable(name)).as(name).isTrue());
        }
    }

    private static Stream<String> variables(Path file) {
        try {
            return java.util.regex.Pattern.compile("\"(HUB_[A-Z_]+)\"").matcher(Files.readString(file)).results()
                    .map(found -> found.group(1))
                    .filter(name -> !name.endsWith("_"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
