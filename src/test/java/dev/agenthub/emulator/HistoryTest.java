package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The terminal's output as numbered lines. */
class HistoryTest {

    private static final Emulator.Sink IGNORING_SINK = new Emulator.Sink() {
        @Override
        public void display(byte[] data, int offset, int length) { /* ignored */ }

        @Override
        public void reply(byte[] answer) { /* ignored */ }
    };

    private final Emulator terminal = new Emulator(20, 4, 3);

    private void show(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.feed(bytes, 0, bytes.length, IGNORING_SINK);
    }

    @Test
    void theLineOfTheCursorIsUnfinished() {
        show("one\r\ntwo\r\nthr");
        var history = terminal.history();
        assertThat(history.lines()).containsExactly("one", "two", "thr");
        assertThat(history.since(0)).containsExactly("one", "two");
        assertThat(history.next()).isEqualTo(2);
        show("ee\r\n");
        assertThat(terminal.history().since(2)).containsExactly("three");
    }

    @Test
    void linesKeepTheirNumbersWhenOlderOnesAreDropped() {
        for (int line = 0; line < 20; line++) {
            show("line " + line + "\r\n");
        }
        var history = terminal.history();
        assertThat(history.first()).isEqualTo(14);
        assertThat(history.next()).isEqualTo(20);
        assertThat(history.since(17)).containsExactly("line 17", "line 18", "line 19");
        assertThat(history.since(3)).startsWith("line 14");
        assertThat(history.last(2)).containsExactly("line 18", "line 19");
    }

    @Test
    void aReaderContinuesAfterTheScreenWasCleared() {
        show("one\r\ntwo\r\n\033[H\033[2Jnew\r\n");
        var history = terminal.history();
        assertThat(history.since(2)).isEmpty();
        assertThat(history.next()).isEqualTo(1);
    }

    @Test
    void linesOfAFullScreenProgramAreUnfinished() {
        show("one\r\ntwo\r\n\033[?1049h\033[Hmenu\r\n");
        assertThat(terminal.history().lines()).contains("menu");
        assertThat(terminal.history().since(0)).isEmpty();
        show("\033[?1049l");
        assertThat(terminal.history().since(0)).containsExactly("one", "two");
    }

    @Property(tries = 200)
    void aReaderThatPollsGetsEachLineOnce(@ForAll @Size(max = 40) List<@IntRange(min = 1, max = 3) Integer> pieces) {
        var kept = new Emulator(20, 4, 1000);
        List<String> read = new ArrayList<>();
        List<String> written = new ArrayList<>();
        long next = 0;
        for (int piece : pieces) {
            for (int i = 0; i < piece; i++) {
                written.add("line " + written.size());
                var bytes = (written.getLast() + "\r\n").getBytes(StandardCharsets.UTF_8);
                kept.feed(bytes, 0, bytes.length, IGNORING_SINK);
            }
            var history = kept.history();
            read.addAll(history.since(next));
            next = history.next();
        }
        assertThat(read).isEqualTo(written);
    }
}
