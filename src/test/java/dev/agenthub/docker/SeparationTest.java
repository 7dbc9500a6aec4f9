package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be seen of an engine that cannot keep containers apart. */
class SeparationTest {

    private static final DockerHost HERE = DockerHost.of("unix:///run/x/docker.sock");

    @TempDir
    Path system;

    private String missing(String info) throws IOException {
        return new Separation(null, HERE, system, Duration.ZERO).missing(EngineHttp.JSON.readTree(info)).orElse("");
    }

    private void engine(String... words) throws IOException {
        var process = Files.createDirectories(system.resolve("proc/" + ProcessHandle.current().pid()));
        Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
    }

    @Test
    void aKernelThatDoesNotFilterBridgesIsToldWhereTheEngineDoesNotSeeToItItself() throws IOException {
        assertThat(missing("{\"ServerVersion\":\"20.10.24+dfsg1\",\"BridgeNfIptables\":false}")).contains("hub.network", "modprobe br_netfilter");
        assertThat(missing("{\"ServerVersion\":\"20.10.24+dfsg1\",\"BridgeNfIptables\":true}")).isEmpty();
        assertThat(missing("{\"ServerVersion\":\"28.5.2\",\"BridgeNfIptables\":false}")).isEmpty();
        assertThat(missing("{\"ServerVersion\":\"29.0.0\"}")).isEmpty();
    }

    @Test
    void anEngineOfThisMachineThatWasStartedWithoutIptablesIsTold() throws IOException {
        engine("/usr/sbin/dockerd", "-H", "unix:///run/x/docker.sock", "--iptables=false");
        assertThat(missing("{}")).contains("the engine runs without iptables");
        engine("dockerd", "-H", "unix:///run/x/docker.sock", "--iptables=true");
        assertThat(missing("{}")).isEmpty();
    }

    @Test
    void itsSettingsAreLookedAtToo() throws IOException {
        engine("dockerd", "--host=unix:///run/x/docker.sock");
        assertThat(missing("{}")).isEmpty();
        Files.writeString(Files.createDirectories(system.resolve("etc/docker")).resolve("daemon.json"), "{\"iptables\":false}");
        assertThat(missing("{}")).contains("the engine runs without iptables");
    }

    @Test
    void anotherEngineAndAnotherProgramAreNot() throws IOException {
        engine("dockerd", "-H", "unix:///run/y/docker.sock", "--iptables=false");
        assertThat(missing("{}")).isEmpty();
        engine("dockerd", "--iptables=false");
        assertThat(missing("{}")).isEmpty();
        engine("cat", "unix:///run/x/docker.sock", "--iptables=false");
        assertThat(missing("{}")).isEmpty();
    }
}
