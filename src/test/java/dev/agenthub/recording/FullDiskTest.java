package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulates a full disk with a file size limit: a write ends in its middle, and the next one fails. */
class FullDiskTest {

    /** Room for a header, a painting and a line, but not for a second painting. */
    private static final int KILOBYTES = 2;

    @TempDir
    private Path folder;

    @Test
    void droppedOutputIsMarkedAndTheAgentKeepsRunning() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder("bash", "-c", "ulimit -S -f " + KILOBYTES
                + "; exec \"$@\"", "limited", java.toString(),
                "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Flood.class.getName(),
                folder.toString())
                .redirectErrorStream(true).start();
        process.onExit().orTimeout(120, TimeUnit.SECONDS).whenComplete((ended, timeout) -> process.destroyForcibly());
        var log = new StringBuilder();
        for (var line : (Iterable<String>) process.inputReader().lines()::iterator) {
            log.append(line).append('\n');
            if (line.contains("Free disk space")) {
                // Lifts the limit, as a person who reads the message would.
                new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited:").inheritIO().start()
                        .waitFor();
            }
        }
        process.waitFor();
        assertThat(process.exitValue()).as(log.toString()).isZero();
        assertThat(log.toString()).containsOnlyOnce("Free disk space or set hub.recordings=false");

        var files = new RecordingFolder(folder).files();
        assertThat(files).hasSize(1);
        var played = Playback.of(files.getFirst());
        assertThat(String.join("", played.all("o"))).contains("line 0");
        assertThat(played.all("m")).last().asString().matches("[1-9]\\d+ bytes of output are not recorded");
        assertThat(played.screen().toText()).contains("line 100000\n");
    }

    /** An agent that prints more than fits. */
    static final class Flood {

        private Flood() {
        }

        public static void main(String[] arguments) throws Exception {
            try (var recorded = new RecordedTerminal(Path.of(arguments[0]), RecordedTerminal.LARGE)) {
                recorded.begin().prints("line 0\r\n");
                var folder = new RecordingFolder(Path.of(arguments[0]));
                await("the first line is on the disk").atMost(Duration.ofSeconds(60))
                        .until(() -> !folder.files().isEmpty()
                        && Files.readString(folder.files().getFirst()).contains("line 0"));
                for (var line = 1; line <= 100_000; line++) {
                    recorded.prints("line " + line + "\r\n");
                }
                await("the gap is marked").atMost(Duration.ofSeconds(60))
                        .until(() -> Files.readString(folder.files().getFirst()).contains("are not recorded"));
                recorded.end();
                if (!recorded.screen().toText().contains("line 100000\n")) {
                    throw new AssertionError(recorded.screen().toText());
                }
            }
            // Mutiny's timers keep the process alive.
            System.exit(0);
        }
    }
}
