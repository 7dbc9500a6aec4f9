package dev.agenthub.hub;

import static dev.agenthub.api.Samples.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.agenthub.RunningHub;
import dev.agenthub.api.EventJson.HubTroubled;
import dev.agenthub.api.TerminalMessage.Subscribed;
import dev.agenthub.policy.LaunchPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A full disk under the hub's state folder, made with a small tmpfs. Mounting it needs root or passwordless sudo. */
@Timeout(300)
class FullDiskIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A small file system mounted at the folder. */
    private record SmallDisk(Path folder) implements AutoCloseable {

        SmallDisk {
            asRoot("mount", "-t", "tmpfs", "-o", "size=256k,mode=0700,uid=" + id("uid") + ",gid="
                    + id("gid"), "tmpfs", folder.toString());
        }

        /** Fills the disk completely. */
        void fill() throws IOException {
            try (var out = Files.newOutputStream(folder.resolve("filling"))) {
                var page = new byte[4096];
                while (true) {
                    out.write(page);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left on device");
            }
        }

        void makeRoom() throws IOException {
            Files.delete(folder.resolve("filling"));
        }

        @Override
        public void close() {
            asRoot("umount", "-l", folder.toString());
        }

        private static Object id(String which) {
            try {
                return Files.getAttribute(Path.of("/proc/self"), "unix:" + which);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static void asRoot(String... command) {
            var words = new ArrayList<String>();
            if (!id("uid").equals(0)) {
                words.addAll(List.of("sudo", "-n"));
            }
            words.addAll(List.of(command));
            try {
                assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).as(String.join(" ", words))
                        .isZero();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static SmallDisk diskOf(RunningHub hub) throws IOException {
        return new SmallDisk(Files.createDirectories(hub.project().resolve("state")));
    }

    private static void setLaunch(RunningHub hub, LaunchPolicy policy) {
        hub.api(launch(policy)).put("/api/agents/lead/policy").then().statusCode(200);
    }

    @Test
    void anUnsavedPolicyTakesEffectIsReportedAndIsSavedOnceThereIsRoom() throws Exception {
        try (var hub = new RunningHub("lead"); var disk = diskOf(hub)) {
            hub.start();
            setLaunch(hub, LaunchPolicy.AUTO);
            disk.fill();
            try (var viewer = hub.viewer().subscribe("lead")) {
                // From now on the hub sends this client its events.
                viewer.next(Subscribed.class);
                setLaunch(hub, LaunchPolicy.MANUAL);
                assertThat(viewer.next(HubTroubled.class).message())
                        .contains("No space left on device", "Free disk space");
            }
            hub.api().get("/api/agents/lead/policy").then().body("launch", equalTo("manual"));
            assertThat(hub.log()).contains("the changes to lead are lost if the hub stops now");

            disk.makeRoom();
            await("it is saved").atMost(TIMEOUT).until(() -> hub.log().contains("is written again"));
            hub.kill();
            hub.start().api().get("/api/agents/lead/policy").then().body("launch", equalTo("manual"));
            hub.stop();
        }
    }

    @Test
    void aFirstStartFailsNamingTheTokenFileAndWorksOnceThereIsRoom() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_TOKEN", ""); var disk = diskOf(hub)) {
            disk.fill();
            var first = hub.launch();
            assertThat(first.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(1);
            var token = hub.project().resolve("state/token");
            assertThat(hub.log()).contains("agent-hub: The token file " + token
                    + " cannot be created: No space left on device. Free disk space");
            assertThat(token).doesNotExist();

            disk.makeRoom();
            hub.start();
            assertThat(Files.readString(token).strip()).hasSize(43);
            hub.stop();
        }
    }
}
