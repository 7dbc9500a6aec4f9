package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detection of engines that cannot isolate containers. */
class SeparationTest {

    private static final DockerHost HOST = DockerHost.of("unix:///run/x/docker.sock");

    @TempDir
    Path system;

    private String problem(String info) throws IOException {
        return new Separation(HOST, system).problem(EngineApi.JSON.readValue(info, Info.class)).orElse("");
    }

    private void engine(String... words) throws IOException {
        var process = Files.createDirectories(system.resolve("proc/" + ProcessHandle.current().pid()));
        Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
    }

    @Test
    void aKernelWithoutBridgeFilterIsReportedUnlessTheEngineLoadsItItself() throws IOException {
        assertThat(problem("{\"ServerVersion\":\"20.10.24+dfsg1\",\"BridgeNfIptables\":false}"))
                .contains("hub.network", "modprobe br_netfilter");
        assertThat(problem("{\"ServerVersion\":\"20.10.24+dfsg1\",\"BridgeNfIptables\":true}")).isEmpty();
        assertThat(problem("{\"ServerVersion\":\"28.5.2\",\"BridgeNfIptables\":false}")).isEmpty();
        assertThat(problem("{\"ServerVersion\":\"29.0.0\"}")).isEmpty();
    }

    @Test
    void aLocalEngineStartedWithoutIptablesIsReported() throws IOException {
        engine("/usr/sbin/dockerd", "-H", "unix:///run/x/docker.sock", "--iptables=false");
        assertThat(problem("{}")).contains("the engine runs without iptables");
        engine("dockerd", "-H", "unix:///run/x/docker.sock", "--iptables=true");
        assertThat(problem("{}")).isEmpty();
    }

    @Test
    void theConfigurationFileIsCheckedToo() throws IOException {
        engine("dockerd", "--host=unix:///run/x/docker.sock");
        assertThat(problem("{}")).isEmpty();
        var folder = Files.createDirectories(system.resolve("etc/docker"));
        Files.writeString(folder.resolve("daemon.json"), "{\"iptables\":false}");
        assertThat(problem("{}")).contains("the engine runs without iptables");
    }

    @Test
    void otherEnginesAndOtherProgramsAreIgnored() throws IOException {
        engine("dockerd", "-H", "unix:///run/y/docker.sock", "--iptables=false");
        assertThat(problem("{}")).isEmpty();
        engine("dockerd", "--iptables=false");
        assertThat(problem("{}")).isEmpty();
        engine("cat", "unix:///run/x/docker.sock", "--iptables=false");
        assertThat(problem("{}")).isEmpty();
    }
}
