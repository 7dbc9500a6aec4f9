package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel takes so much of a file and no more, as on a full disk: a write ends in its middle, and the next one fails. */
class FullDiskTest {

    private static final int KILOBYTES = 100;

    @TempDir
    private Path folder;

    @Test
    void whatWasLeftOutIsToldAndTheAgentGoesOn() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder("bash", "-c", "ulimit -f " + KILOBYTES + "; exec \"$@\"", "limited", java.toString(),
                "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Flood.class.getName(), folder.toString())
                .redirectErrorStream(true).start();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).whenComplete((ended, late) -> process.destroyForcibly());
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).containsOnlyOnce("Make room there, or set hub.recordings=false");

        var files = new RecordingFolder(folder).files();
        assertThat(files).hasSize(1);
        assertThat(Files.size(files.getFirst())).isBetween(1L, KILOBYTES * 1024L);
        var played = Playback.of(files.getFirst());
        assertThat(String.join("", played.all("o"))).contains("line 0");
        // What little room was left took a painting.
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
                await("the first line is on the disk").until(() -> !folder.files().isEmpty()
                        && Files.readString(folder.files().getFirst()).contains("line 0"));
                for (var line = 1; line <= 100_000; line++) {
                    stage.says("line " + line + "\r\n");
                }
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
