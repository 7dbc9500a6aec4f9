package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.engine.TestProgram;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Viewers that fall behind, leave or return end on the screen of the terminal. */
class TerminalCatchUpTest extends TerminalFixture {

    @Test
    void aSlowViewerGetsAGapAndEndsOnTheRightScreen() {
        connect(program);
        var slowClient = view().take();
        var quickClient = view();
        for (var i = 0; i < 2000; i++) {
            program.prints("line " + i + "\r\n");
            quickClient.take();
        }
        slowClient.take();
        assertThat(slowClient.frames).anyMatch(frame -> frame instanceof Frame.Gap);
        assertThat(quickClient.frames).noneMatch(frame -> frame instanceof Frame.Gap);
        assertThat(slowClient.emulator.text()).isEqualTo(quickClient.emulator.text());
        assertThat(slowClient.emulator.scrollback()).isEqualTo(quickClient.emulator.scrollback());
    }

    @Test
    void viewersThatFallBehindInOneFloodShareAPainting() {
        connect(program);
        var clients = Stream.generate(this::view).limit(50).toList();
        clients.forEach(client -> client.take(2));
        program.prints("line\r\n".repeat(3000));
        var paintings = new HashSet<Chunk>();
        for (var i = 0; i < 50; i++) {
            clients.get(i).take(3);
            paintings.add(((Frame.Painting) clients.get(i).frames.getLast()).chunk());
            program.prints("line of " + i + "\r\n");
        }
        assertThat(paintings).hasSize(1);
        for (var i = 0; i < 50; i++) {
            clients.get(i).take();
            assertThat(clients.get(i).emulator.text()).isEqualTo(clients.getFirst().emulator.text());
            assertThat(clients.get(i).emulator.scrollback()).isEqualTo(clients.getFirst().emulator.scrollback());
            assertThat(clients.get(i).seq).isEqualTo(clients.getFirst().seq);
        }
    }

    /** Otherwise a viewer of a terminal with a long history would never get past its first painting during a flood. */
    @Test
    void aPaintingLargerThanTheBoundIsNotDropped() {
        connect(program);
        program.prints("line %d of many\r\n".repeat(2000));
        var viewer = view();
        program.prints("more\r\n");
        assertThat(viewer.take(1).frames.getLast()).isInstanceOfSatisfying(Frame.Subscribed.class,
                subscribed -> assertThat(subscribed.painting()).isGreaterThan((int) BOUND));
        program.prints("more\r\n");
        assertThat(viewer.take(1).frames.getLast()).isInstanceOfSatisfying(Frame.Painting.class,
                painting -> assertThat(painting.chunk().length()).isGreaterThan((int) BOUND));
    }

    /** Three viewers that take a few frames now and then. */
    @Property(tries = 200)
    void viewersThatFallBehindAtDifferentTimesEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var clients = Stream.generate(this::view).limit(3).toList();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2 -> clients.get(step).take(3);
                case 3, 4 -> program.prints("\033[3%dmline %d\r\n".formatted(step, count++).repeat(600));
                case 5 -> resize(clients.getFirst(), 80, 24);
                case 6 -> resize(clients.getLast(), 120, 40);
                default -> program.prints("word %d ".formatted(count++));
            }
        }
        var terminalsText = terminal.screen().texts();
        for (var i = 0; i < 3; i++) {
            clients.get(i).take();
            assertThat(clients.get(i).emulator.text()).isEqualTo(terminalsText);
            assertThat(clients.get(i).seq).isEqualTo(clients.getFirst().seq);
        }
    }

    /** Viewers that come at any time, read at any pace and resize the terminal all end on its screen. */
    @Property(tries = 200)
    void allViewersEndOnTheSameScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var earlyClient = view();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2, 3 -> program.prints("\033[3%dmword %d 漢 ".formatted(step, count++));
                case 4 -> program.prints("line\r\n".repeat(500));
                case 5 -> program.prints("\033[2J\033[H");
                case 6 -> earlyClient.take();
                case 7 -> resize(earlyClient, 80, 24);
                case 8 -> resize(earlyClient, 120, 40);
                default -> program.prints("é".repeat(50));
            }
        }
        var lateClient = view().take();
        earlyClient.take();
        assertThat(earlyClient.emulator.text()).isEqualTo(terminal.screen().texts());
        assertThat(lateClient.emulator.text()).isEqualTo(earlyClient.emulator.text());
    }

    @Test
    void aReturningClientGetsExactlyTheMissedOutput() {
        connect(program);
        var client = view();
        program.prints("one ");
        client.take().viewer.cancel();
        program.prints("two ");
        client.views(terminal.frames(Window.OPEN, client.position()));
        client.take();
        assertThat(client.frames).hasSize(2).last().isInstanceOfSatisfying(Frame.Output.class,
                output -> assertThat(output.chunk()).hasToString("two "));
        assertThat(client.emulator.text().getFirst()).isEqualTo("one two");
    }

    @Test
    void aPositionInAnotherStreamGetsAPainting() {
        connect(program);
        program.prints("words");
        var client = view(Window.OPEN, Optional.of(new Position("another", 2))).take();
        assertThat(client.emulator.text().getFirst()).isEqualTo("words");
    }

    /** For any frames taken before the connection broke, and any absence, the client ends on the terminal's screen. */
    @Property(tries = 300)
    void aReconnectingClientEndsOnTheRightScreen(@ForAll List<@IntRange(max = 9) Integer> steps) {
        connect(program);
        var other = view();
        var client = view();
        var count = 0;
        for (var step : steps) {
            switch (step) {
                case 0, 1, 2 -> program.prints("\033[3%dmword %d 漢 ".formatted(count % 8, count++));
                case 3 -> program.prints("line\r\n".repeat(400));
                case 4 -> program.prints("\033[?1049h\033[2J\033[5;5H\033[6n");
                case 5 -> client.take();
                case 6 -> client.take(1);
                case 7 -> {
                    client.viewer.cancel();
                    client.views(terminal.frames(Window.OPEN, client.position()));
                }
                case 8 -> resize(other, 60 + count % 3, 20);
                default -> connect(new TestProgram(""));
            }
        }
        client.take();
        assertThat(client.emulator.painting()).isEqualTo(view().take().emulator.painting());
    }
}
