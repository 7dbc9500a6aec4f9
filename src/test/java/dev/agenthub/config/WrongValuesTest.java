package dev.agenthub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a wrong value is rejected with one sentence: the key, the value and what is allowed. */
class WrongValuesTest {

    private static final List<String> NO_NUMBERS = List.of("", "many", "1x", "0x10", "1_0", "1.5", "99999999999",
            "1 2");
    private static final List<String> NO_WORDS = List.of("vielleicht", "yes", "on", "1", "TRUE", "true false");
    private static final List<String> NO_TIMES = List.of("", "-5s", "0s", "0", "1000000h", "61m", "soon", "5 parsecs",
            "9999999999999999999s");
    private static final List<String> NO_SPANS = List.of("", "-5s", "0s", "500ms", "366d", "soon",
            "9999999999999999999s");
    private static final List<String> NO_BUFFERS = List.of("", "0", "1", "63K", "1T", "-4M", "4X",
            "99999999999999999999", "1025M");
    private static final List<String> NO_MEMORIES = List.of("1", "5M", "-1G", "lots", "100T", "99999999999999999999");
    private static final List<String> NO_CPUS = List.of("NaN", "-1", "Infinity", "-Infinity", "0.001", "1e9", "two");
    private static final List<String> NO_IMAGES = List.of("-x", "a b", "a$b", "ä", "a".repeat(300));
    private static final List<String> NO_COMMANDS = List.of("sh -c 'x", "a \"b", "'", "''\"");
    private static final List<String> NO_FOLDERS_BELOW = List.of("", "/etc", "..", "../outside", "a/../..", ".",
            "a\0b");
    private static final List<String> NO_SERVERS = List.of("nope", "localhost:8000", "ftp://a/b", "http://",
            "http:///x", "//a/b", "file:///etc/passwd",
            "http://a b/", "http://u:p@a/", "http://a:99999/");

    /** Wrong values by key, with example names for the parts that users choose. */
    private static final Map<String, List<String>> WRONG = new TreeMap<>(Map.ofEntries(
            Map.entry("hub.project-root", List.of("", "/nowhere/at/all", "pom.xml", "a\0b")),
            Map.entry("hub.users-dir", NO_FOLDERS_BELOW), Map.entry("hub.agents-dir", NO_FOLDERS_BELOW),
            Map.entry("hub.host", List.of("", "0.0.0.0", "192.168.1.1", "::", "127.0.0.1.example", "*")),
            Map.entry("hub.port", and(NO_NUMBERS, "-1", "65536")),
            Map.entry("hub.docker-image", and(NO_IMAGES, "")),
            Map.entry("hub.container-prefix", List.of("", "-a", "a b", "a/b", "a".repeat(64))),
            Map.entry("hub.agent-command", and(NO_COMMANDS, "")),
            Map.entry("hub.agents",
            List.of("", ",", "qa,", "qa,../../etc", "qa,qa", "[]", "[\"qa\"", "QA", "a".repeat(64))),
            Map.entry("hub.orchestrator-agent", List.of("", "nobody", "../x")),
            Map.entry("hub.orchestrator-policy", List.of("", "sometimes", "always,auto")),
            Map.entry("hub.default-launch-policy", List.of("", "sometimes", "idle")),
            Map.entry("hub.default-shutdown-policy", List.of("", "never", "always")),
            Map.entry("hub.default-idle-timeout", and(NO_NUMBERS, "0", "-7", "10081")),
            Map.entry("hub.qms-mcp-url", NO_SERVERS), Map.entry("hub.git-mcp-url", NO_SERVERS),
            Map.entry("hub.mcp.wiki", NO_SERVERS),
            Map.entry("hub.inbox-writable", NO_WORDS), Map.entry("hub.recordings", NO_WORDS),
            Map.entry("hub.recording-input", NO_WORDS),
            Map.entry("hub.container-root",
            List.of("", "pipe-dream", "/", "/usr", "/etc", "/proc", "/proc/1", "/sys/x", "/dev/shm", "/claude-config",
                    "/claude-config/x", "/a/", "/a//b", "/a/../etc", "/a/.", "/a:ro", "/tmp", "/usr/bin/x", "//etc",
                    "/a\nb")),
            Map.entry("hub.terminal", List.of("", "detach")), Map.entry("hub.on-exit", List.of("", "kill")),
            Map.entry("hub.notice", List.of("", "shout")),
            Map.entry("hub.notice-text", List.of("", "1 {task}", "yes: {task}", "ab", "a\nb", "x".repeat(201))),
            Map.entry("hub.auth", List.of("", "basic")),
            Map.entry("hub.token", List.of("short", "with spaces in it, and so no header at all", "ü".repeat(40))),
            Map.entry("hub.allowed-hosts",
            List.of("*", "*.example", "a:80", "http://a", "a b", "a/b", "[::1", "[g::1]")),
            Map.entry("hub.allowed-origins",
            List.of("*", "https://a/path", "a.example", "ftp://a", "https://a?b", "https://u@a", "https://a:99999")),
            Map.entry("hub.state-dir", List.of("pom.xml", "a\0b")),
            Map.entry("hub.secrets-dir", List.of("pom.xml", "a\0b")),
            Map.entry("hub.hidden", List.of("*", "**", "a/b", "?*")),
            Map.entry("hub.network", List.of("", "host", "a b", "-a", "a/b")),
            Map.entry("hub.read-only-root", NO_WORDS), Map.entry("hub.agent.qa.read-only-root", NO_WORDS),
            Map.entry("hub.request-timeout", and(NO_TIMES, "500ms")),
            Map.entry("hub.keep-alive", and(NO_TIMES, "500ms")),
            Map.entry("hub.session-idle", NO_SPANS), Map.entry("hub.session-life", NO_SPANS),
            Map.entry("hub.connections", and(NO_NUMBERS, "7", "100001")),
            Map.entry("hub.start-timeout", NO_TIMES), Map.entry("hub.pull-timeout", NO_TIMES),
            Map.entry("hub.stop-grace", NO_TIMES),
            Map.entry("hub.memory", and(NO_MEMORIES, "")), Map.entry("hub.cpus", and(NO_CPUS, "")),
            Map.entry("hub.scrollback-lines", and(NO_NUMBERS, "-1", "100001")),
            Map.entry("hub.viewer-buffer", NO_BUFFERS), Map.entry("hub.recording-size", NO_BUFFERS),
            Map.entry("hub.recordings-kept", and(NO_NUMBERS, "0", "1001")),
            Map.entry("hub.agent.qa.image", NO_IMAGES), Map.entry("hub.agent.qa.command", NO_COMMANDS),
            Map.entry("hub.agent.qa.launch-policy", List.of("sometimes")),
            Map.entry("hub.agent.qa.shutdown-policy", List.of("never")),
            Map.entry("hub.agent.qa.idle-timeout", List.of("0", "many", "10081")),
            Map.entry("hub.agent.qa.notice", List.of("shout")),
            Map.entry("hub.agent.qa.memory", NO_MEMORIES), Map.entry("hub.agent.qa.cpus", NO_CPUS)));

    /** Settings whose name can be wrong, by key. */
    private static final Map<String, List<String>> WRONG_NAMES = Map.of(
            "hub.agent.qa.env.*", List.of("hub.agent.qa.env.9A", "hub.agent.qa.env.A-B", "hub.agent.qa.env.\"a.key\"",
            "hub.agent.qa.env.\"A=B\"",
                    "hub.agent.nobody.env.A", "hub.agent.nobody.image"));

    private static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }

    static HubConfig load(Map<String, String> values) {
        return ConfigCheck.load(() -> new SmallRyeConfigBuilder().addDiscoveredConverters().withSources(
                new PropertiesConfigSource(values, "PropertiesConfigSource[source=file:/etc/hub.properties]", 100)),
                Path.of("no/.env"), Map.of());
    }

    static Stream<Arguments> wrong() {
        return WRONG.entrySet().stream()
                .flatMap(key -> key.getValue().stream().map(value -> Arguments.of(key.getKey(), value)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsRejectedInOneSentence(String key, String value) {
        assertThatThrownBy(() -> load(new HashMap<>(Map.of(key, value)))).isInstanceOf(ConfigError.class).message()
                .startsWith(key + " is ").satisfiesAnyOf(said -> assertThat(said).contains("'" + value.strip()),
                        said -> assertThat(said).contains("is empty"), said -> assertThat(key)
                        .matches("hub.(token|.*memory|.*buffer|.*size|.*timeout|.*grace|.*cpus|keep-alive|session-.*)"),
                        said -> assertThat(List.of("hub.allowed-hosts", "hub.allowed-origins")).contains(key))
                .contains("must be ").endsWith(".").doesNotContain("Exception", "SRCFG", "class ")
                .hasSizeLessThan(key.length() + value.length() + 260);
    }

    static Stream<Arguments> wrongNames() {
        return WRONG_NAMES.values().stream().flatMap(List::stream).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void aWrongNameIsRejectedInOneSentence(String key) {
        assertThatThrownBy(() -> load(Map.of(key, "x"))).isInstanceOf(ConfigError.class)
                .hasMessageContaining("must be ");
    }

    @Test
    void everyKeyHasWrongValues() {
        var keys = new TreeSet<>(WRONG.keySet());
        keys.addAll(WRONG_NAMES.keySet());
        var listed = keys.stream().map(key -> key.replace("agent.qa.", "agent.*.").replace("mcp.wiki", "mcp.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(Settings.ALL.stream().map(setting -> String.join(".", setting.segments()))
                .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(WRONG).allSatisfy((key, values) -> assertThat(values).isNotEmpty());
    }

    @Test
    void booleansTakeOnlyTrueAndFalse() {
        assertThat(HubConfig.class.getMethods()).filteredOn(method -> method.getReturnType() == boolean.class)
                .isNotEmpty()
                .allSatisfy((Method method) -> assertThat(method.getAnnotation(WithConverter.class).value())
                        .isEqualTo(StrictBooleanConverter.class));
    }

    static Stream<Map<String, String>> right() {
        return Stream.of(Map.of("hub.start-timeout", "1h", "hub.stop-grace", "500ms"),
                Map.of("hub.cpus", "0", "hub.memory", "0"),
                Map.of("hub.cpus", "0.5", "hub.memory", "6M", "hub.viewer-buffer", "64K"),
                Map.of("hub.viewer-buffer", "1G"),
                Map.of("hub.container-root", "/home/me/project"), Map.of("hub.container-root", "/usr/src/app"),
                Map.of("hub.allowed-hosts", "a.example, b-c,[::1]", "hub.allowed-hosts[1]", "x"),
                Map.of("hub.qms-mcp-url", "", "hub.git-mcp-url", ""),
                Map.of("hub.mcp.wiki", "https://wiki.example:8443/health?x=1"),
                Map.of("hub.inbox-writable", "true", "hub.recordings", "false"),
                Map.of("hub.token", "", "hub.allowed-hosts", "", "hub.allowed-origins", "", "hub.state-dir", ""),
                Map.of("hub.agent.qa.env.A_KEY", "v", "hub.agent.qa.env.lower", "b", "hub.agent.\"tu_ui\".image", "x",
                "hub.agent.qa.image", ""));
    }

    @ParameterizedTest
    @MethodSource("right")
    void rightValuesAreAccepted(Map<String, String> values) {
        assertThatCode(() -> load(values)).doesNotThrowAnyException();
    }
}
