package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the engine's address is found. */
class DockerHostTest {

    /** The id of a context named "remote". */
    private static final String CONTEXT_ID = "b71199ebd070b36beab7317920c2c2f1d777df8d05e5527d8458fda57cb17a7a";

    @TempDir
    Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void home() {
        environment.put("HOME", home.toString());
    }

    @Test
    void theDefaultIsTheSystemsEngine() {
        assertThat(find()).isEqualTo(DockerHost.of("unix:///var/run/docker.sock"));
    }

    @Test
    void aRootlessEngineIsPreferredToTheSystems() throws IOException {
        environment.put("XDG_RUNTIME_DIR", home.toString());
        assertThat(find()).hasToString("unix:///var/run/docker.sock");
        Files.createFile(home.resolve("docker.sock"));
        assertThat(find()).hasToString("unix://" + home + "/docker.sock");
    }

    @Test
    void dockerHostOverridesEverythingElse() throws IOException {
        context("tcp://elsewhere:2375");
        environment.put("DOCKER_HOST", "unix:///tmp/mine.sock");
        assertThat(find()).isEqualTo(DockerHost.of("unix:///tmp/mine.sock"));
        assertThat(find().socketFile()).contains(Path.of("/tmp/mine.sock"));
    }

    @Test
    void tlsIsUsedOnlyWhenRequested() {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1");
        assertThat(find().certificates()).isEmpty();
        assertThat(find().port()).isEqualTo(2375);
        environment.put("DOCKER_TLS_VERIFY", "1");
        assertThat(find().certificates()).contains(home.resolve(".docker"));
        assertThat(find().port()).isEqualTo(2376);
        environment.put("DOCKER_CERT_PATH", "/certs");
        assertThat(find().certificates()).contains(Path.of("/certs"));
    }

    @Test
    void theCurrentContextIsPreferredToAnySocket() throws IOException {
        environment.put("XDG_RUNTIME_DIR", home.toString());
        Files.createFile(home.resolve("docker.sock"));
        context("tcp://elsewhere:2376");
        assertThat(find()).isEqualTo(DockerHost.of("tcp://elsewhere:2376"));
        var tls = Files.createDirectories(home.resolve(".docker/contexts/tls/" + CONTEXT_ID + "/docker"));
        assertThat(find().certificates()).contains(tls);
        environment.put("DOCKER_CONTEXT", "default");
        assertThat(find()).hasToString("unix://" + home + "/docker.sock");
    }

    @Test
    void anInvalidConfigurationIsReportedWithARemedy() throws IOException {
        environment.put("DOCKER_CONTEXT", "nowhere");
        assertThatIllegalArgumentException().isThrownBy(this::find).withMessageContaining("nowhere")
                .withMessageContaining("DOCKER_HOST");
        environment.put("DOCKER_HOST", "ssh://me@there");
        assertThatIllegalArgumentException().isThrownBy(this::find).withMessageContaining("ssh://me@there");
        environment.put("DOCKER_HOST", "not an address");
        assertThatIllegalArgumentException().isThrownBy(this::find).withMessageContaining("not an address");
        environment.put("DOCKER_HOST", "/var/run/docker.sock");
        assertThatIllegalArgumentException().isThrownBy(this::find).withMessageContaining("unix://");
    }

    private DockerHost find() {
        return DockerHost.find(environment);
    }

    private void context(String endpoint) throws IOException {
        var folder = Files.createDirectories(home.resolve(".docker/contexts/meta/" + CONTEXT_ID));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"remote\"}");
        Files.writeString(folder.resolve("meta.json"),
                "{\"Name\":\"remote\",\"Endpoints\":{\"docker\":{\"Host\":\"" + endpoint + "\"}}}");
    }
}
