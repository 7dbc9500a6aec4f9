package dev.agenthub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** {@code start --daemon} and {@code stop}. */
class DaemonIT {

    @Test
    void aDaemonAnswersWhenTheCommandReturnsRunsInItsOwnSessionAndCanBeStopped() throws Exception {
        try (var hub = new RunningHub("lead")) {
            var started = hub.run("start", "--daemon", "--timeout", "170", "--json");
            assertThat(started).as("start").returns(0, RunningHub.Result::code);
            var daemon = new ObjectMapper().readTree(started.out());
            var pid = daemon.get("pid").asLong();
            try {
                var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                var session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
                assertThat(session).as("session").isEqualTo(Long.toString(pid));
                assertThat(hub.run("status").code()).isZero();
                assertThat(hub.run("start", "--daemon").code()).as("a second daemon").isEqualTo(5);

                var log = Path.of(daemon.get("log").asText());
                assertThat(Files.getPosixFilePermissions(log)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
                assertThat(log).content().contains("listens at").doesNotContain(RunningHub.TOKEN);

                assertThat(hub.run("stop").code()).isZero();
                assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
                assertThat(hub.run("status").code()).isEqualTo(3);
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aDaemonThatCannotStartPrintsTheReason() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_PORT", "70000")) {
            var result = hub.run("start", "--daemon", "--timeout", "170");
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .contains("hub.port is '70000', but must be a number from 0 to 65535.").hasLineCount(1);
        }
    }
}
