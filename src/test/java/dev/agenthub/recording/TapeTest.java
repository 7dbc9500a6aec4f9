package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.Exit;
import dev.agenthub.recording.Entry.Code;
import dev.agenthub.recording.Entry.Event;
import dev.agenthub.terminal.Size;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Unwritten entries are bounded, and dropped output is marked. */
class TapeTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final Size SIZE = new Size(80, 24);

    private final Tape tape = new Tape();

    private void print(long millis, String text) {
        tape.output(START.plusMillis(millis), text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    }

    private static List<String> format(List<Entry> entries) {
        return entries.stream().map(entry -> switch (entry) {
            case Entry.Begin begin -> "begin " + new String(begin.painting(), StandardCharsets.UTF_8);
            case Event(var at, var code, var data) -> code.letter() + new String(data, StandardCharsets.UTF_8);
            case Entry.End(var at, var exit) -> "end";
        }).toList();
    }

    private void end() {
        tape.end(START, Uni.createFrom().item(Exit.UNKNOWN));
    }

    @Test
    void outputWithinAFrameIsOneEventWithTheTimeOfItsFirst() throws Exception {
        print(0, "a");
        print(16, "b");
        print(17, "c");
        print(40, "d");
        var taken = tape.take();
        assertThat(format(taken)).containsExactly("oab", "oc", "od");
        assertThat(taken).extracting(Entry::at).containsExactly(START, START.plusMillis(17), START.plusMillis(40));
    }

    @Test
    void outputBeyondTheBoundIsDroppedAndAPaintingFollows() throws Exception {
        var piece = "x".repeat(1000);
        for (var i = 0; i < 10 * Tape.BOUND / 1000; i++) {
            print(i, piece);
        }
        assertThat(tape.isBehind()).isTrue();
        tape.catchUp(START, SIZE, "painting".getBytes(StandardCharsets.UTF_8));
        print(0, "after");
        end();
        var taken = tape.take();
        var output = taken.stream().mapToLong(entry -> entry instanceof Event(var at, var code, var data) && code == Code.OUTPUT
                ? data.length : 0).sum();
        assertThat(output).isLessThan(Tape.BOUND + 100L);
        assertThat(format(taken.subList(taken.size() - 5, taken.size()))).containsExactly(
                "m" + (10L * Tape.BOUND / 1000 * 1000 - (output - "paintingafter".length())) + " bytes of output are not recorded",
                "r80x24", "opainting", "oafter", "end");
    }

    @Test
    void unwrittenEntriesCountAsDroppedWithLaterOutput() throws Exception {
        print(0, "12345");
        var failed = tape.take();
        print(0, "678");
        tape.drop(failed);
        tape.begin(START, SIZE, "p".getBytes(StandardCharsets.UTF_8));
        end();
        assertThat(format(tape.take())).containsExactly("begin p", "m8 bytes of output are not recorded", "end");
    }

    @Test
    void nothingIsAddedAfterTheEnd() throws Exception {
        end();
        print(0, "late");
        tape.catchUp(START, SIZE, new byte[1]);
        assertThat(format(tape.take())).containsExactly("end");
    }
}
