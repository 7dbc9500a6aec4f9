package dev.agenthub.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.home.RuntimeFile;
import dev.agenthub.security.Token;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubFinderTest {

    @TempDir
    private Path home;

    private final Map<String, String> process = new HashMap<>();
    private final Map<String, String> dotEnv = new HashMap<>();

    @BeforeEach
    void createTokenFile() throws IOException {
        var file = environment().paths().token();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "from-file\n");
    }

    @Test
    void theDefaultIsThisMachineAndItsTokenFile() {
        assertThat(find()).isEqualTo(address("http://127.0.0.1:9000", "from-file"));
    }

    @Test
    void theOptionPrecedesTheVariableTheRuntimeFileAndHostAndPort() throws IOException {
        process.put("HUB_PORT", "9001");
        dotEnv.put("HUB_PORT", "9009");
        assertThat(find().url()).hasToString("http://127.0.0.1:9001");
        running("http://127.0.0.1:9002", ProcessHandle.current().pid());
        assertThat(find().url()).hasToString("http://127.0.0.1:9002");
        process.put("HUB_URL", "http://127.0.0.1:9003/");
        assertThat(find().url()).hasToString("http://127.0.0.1:9003");
        assertThat(finder().find(Optional.of("http://localhost:9004")).url()).hasToString("http://localhost:9004");
    }

    @Test
    void theRuntimeFileOfADeadHubIsIgnored() throws IOException, InterruptedException {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        running("http://127.0.0.1:9002", dead.pid());
        assertThat(find().url()).hasToString("http://127.0.0.1:9000");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.2,http://127.0.0.2:9000", "::1,http://[::1]:9000", "[::1],http://[::1]:9000",
        "hub.lan,http://hub.lan:9000"})
    void addressesOfVersionSixAreBracketed(String host, String url) {
        process.put("HUB_HOST", host);
        assertThat(find().url()).hasToString(url);
    }

    @Test
    void theTokenVariablePrecedesDotEnvAndTheTokenFile() {
        dotEnv.put("HUB_TOKEN", "from-dot-env");
        assertThat(find().token()).contains(new Token("from-dot-env"));
        process.put("HUB_TOKEN", "from-process");
        assertThat(find().token()).contains(new Token("from-process"));
    }

    @Test
    void theTokenFileIsNotSentToAnotherMachine() {
        assertThat(finder().find(Optional.of("https://hub.example")).token()).isEmpty();
        process.put("HUB_TOKEN", "meant-for-it");
        assertThat(finder().find(Optional.of("https://hub.example")).token()).contains(new Token("meant-for-it"));
    }

    @Test
    void anotherMachineInDotEnvGetsNoTokenOfTheUser() {
        dotEnv.put("HUB_HOST", "evil.example");
        process.put("HUB_TOKEN", "secret");
        assertThat(find()).isEqualTo(new HubAddress(URI.create("http://evil.example:9000"), Optional.empty()));
        process.remove("HUB_TOKEN");
        dotEnv.put("HUB_TOKEN", "its-own");
        assertThat(find().token()).contains(new Token("its-own"));
    }

    @Test
    void hubUrlInDotEnvIsIgnored() {
        dotEnv.put("HUB_URL", "http://evil.example");
        assertThat(find().url()).hasToString("http://127.0.0.1:9000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9000", "ftp://h", "http://u:p@h", "http://h/path", "http://h?x=1", "http:///",
        "h:9000"})
    void anInvalidAddressIsRefused(String text) {
        assertThatThrownBy(() -> finder().find(Optional.of(text)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("http://127.0.0.1:9000");
    }

    @Test
    void anInvalidTokenFileIsReportedWithoutItsContent() throws IOException {
        Files.writeString(environment().paths().token(), "two\nlines");
        assertThatThrownBy(this::find).hasMessageContaining("is invalid").hasMessageNotContaining("two");
        assertThat(new Token("secret").toString()).doesNotContain("secret");
    }

    private void running(String url, long pid) throws IOException {
        new RuntimeFile(URI.create(url), pid, home).write(environment().paths().runtimeFile());
    }

    private HubAddress find() {
        return finder().find(Optional.empty());
    }

    private HubFinder finder() {
        return new HubFinder(environment());
    }

    private Environment environment() {
        return new Environment(process, dotEnv, home, home.resolve("project"));
    }

    private static HubAddress address(String url, String token) {
        return new HubAddress(URI.create(url), Optional.of(new Token(token)));
    }
}
