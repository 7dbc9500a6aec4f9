package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel takes so much of a file and no more, as on a full disk: a write ends in its middle, and the next one fails. */
class FullDiskTest {

    /** Room for a header, a painting and a line, but for no second painting. */
    private static final int KILOBYTES = 2;

    @TempDir
    private Path folder;

    @Test
    void whatWasLeftOutIsToldAndTheAgentGoesOn() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder("bash", "-c", "ulimit -S -f " + KILOBYTES + "; exec \"$@\"", "limited", java.toString(),
                "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Flood.class.getName(), folder.toString())
                .redirectErrorStream(true).start();
        process.onExit().orTimeout(120, TimeUnit.SECONDS).whenComplete((ended, late) -> process.destroyForcibly());
        var said = new StringBuilder();
        for (var line : (Iterable<String>) process.inputReader().lines()::iterator) {
            said.append(line).append('\n');
            if (line.contains("Make room there")) {
                // Somebody reads it, and does so.
                new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited:").inheritIO().start().waitFor();
            }
        }
        process.waitFor();
        assertThat(process.exitValue()).as(said.toString()).isZero();
        assertThat(said.toString()).containsOnlyOnce("Make room there, or set hub.recordings=false");

        var files = new RecordingFolder(folder).files();
        assertThat(files).hasSize(1);
        var played = Playback.of(files.getFirst());
        assertThat(String.join("", played.all("o"))).contains("line 0");
        assertThat(played.all("m")).last().asString().matches("[1-9]\\d+ bytes of output are not recorded");
        assertThat(played.screen().toText()).contains("line 100000\n");
    }

    /** An agent that says more than fits. */
    static final class Flood {

        private Flood() {
        }

        public static void main(String[] arguments) throws Exception {
            try (var stage = new Stage(Path.of(arguments[0]), Stage.LARGE)) {
                stage.begin().says("line 0\r\n");
                var folder = new RecordingFolder(Path.of(arguments[0]));
                await("the first line is on the disk").atMost(Duration.ofSeconds(60)).until(() -> !folder.files().isEmpty()
                        && Files.readString(folder.files().getFirst()).contains("line 0"));
                for (var line = 1; line <= 100_000; line++) {
                    stage.says("line " + line + "\r\n");
                }
                await("what is missing is told").atMost(Duration.ofSeconds(60)).until(() -> Files.readString(folder.files().getFirst()).contains("are not recorded"));
                stage.end();
                if (!stage.terminal.screen().toText().contains("line 100000\n")) {
                    throw new AssertionError(stage.terminal.screen().toText());
                }
            }
            // Mutiny's timers do not end by themselves.
            System.exit(0);
        }
    }
}
