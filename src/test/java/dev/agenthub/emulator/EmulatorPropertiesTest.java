package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Properties for any output of any program, cut anywhere. */
class EmulatorPropertiesTest {
    private static final int COLS = 12;
    private static final int ROWS = 5;
    private static final int SCROLLBACK = 8;

    @Provide
    Arbitrary<List<byte[]>> output() {
        return ProgramOutput.pieces(60);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 400).list().ofMaxSize(6);
    }

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void aPaintingAndLaterOutputShowTheSameAsTheModel(@ForAll("output") List<byte[]> pieces,
            @ForAll @IntRange(max = 900) int cut) {
        var bytes = ProgramOutput.join(pieces);
        int at = Math.min(cut, bytes.length);
        var hub = terminal();
        hub.emulator.feed(bytes, 0, at, hub);
        var viewer = dirtyViewer().feed(hub.emulator.painting());
        assertThat(viewer.state()).as("after the painting").isEqualTo(hub.state());
        hub.pieces.clear();
        hub.emulator.feed(bytes, at, bytes.length - at, hub);
        viewer.feed(hub.displayed());
        assertThat(viewer.state()).as("after later output").isEqualTo(hub.state());
        assertThat(viewer.replies).as("queries to a viewer").isEmpty();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aPaintingAfterAnyResizeShowsTheSameAsTheModel(@ForAll("output") List<byte[]> before,
            @ForAll("output") List<byte[]> after,
            @ForAll @IntRange(min = 2, max = 20) int cols, @ForAll @IntRange(min = 2, max = 12) int rows) {
        var hub = terminal().feed(ProgramOutput.join(before));
        hub.emulator.resize(cols, rows);
        hub.feed(ProgramOutput.join(after));
        var viewer = new TestTerminal(cols, rows, SCROLLBACK).feed(hub.emulator.painting());
        assertThat(viewer.state()).isEqualTo(hub.state());
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aViewerOfAllOutputShowsTheSameAsTheModel(@ForAll("output") List<byte[]> pieces) {
        var hub = terminal().feed(ProgramOutput.join(pieces));
        var viewer = terminal().feed(hub.displayed());
        assertThat(viewer.state()).isEqualTo(hub.state());
        assertThat(viewer.replies).isEmpty();
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void chunkBoundariesDoNotMatter(@ForAll("output") List<byte[]> pieces, @ForAll("cuts") List<Integer> cuts) {
        var bytes = ProgramOutput.join(pieces);
        var whole = terminal().feed(bytes);
        var cut = terminal();
        int at = 0;
        for (int next : cuts.stream().sorted().toList()) {
            int end = Math.clamp(next, at, bytes.length);
            cut.emulator.feed(bytes, at, end - at, cut);
            at = end;
        }
        cut.emulator.feed(bytes, at, bytes.length - at, cut);
        assertThat(cut.state()).isEqualTo(whole.state());
        assertThat(cut.displayed()).isEqualTo(whole.displayed());
        assertThat(cut.replies).isEqualTo(whole.replies);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void outputByteByByteIsTheSameAsInOneChunk(@ForAll("output") List<byte[]> pieces) {
        var bytes = ProgramOutput.join(pieces);
        var whole = terminal().feed(bytes);
        var single = terminal();
        for (int i = 0; i < bytes.length; i++) {
            single.emulator.feed(bytes, i, 1, single);
        }
        assertThat(single.state()).isEqualTo(whole.state());
        assertThat(single.displayed()).isEqualTo(whole.displayed());
        assertThat(single.replies).isEqualTo(whole.replies);
        single.pieces.forEach(EmulatorPropertiesTest::assertWholeCharacters);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyBytesLeaveTheModelConsistent(@ForAll @Size(max = 400) byte[] bytes) {
        var hub = terminal().feed(bytes);
        assertConsistent(hub);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void damagedOutputLeavesTheModelConsistent(@ForAll("output") List<byte[]> pieces,
            @ForAll @Size(max = 10) List<Byte> damage, @ForAll @IntRange(min = 1, max = 50) int distance) {
        var bytes = ProgramOutput.join(pieces);
        for (int i = 0; i < damage.size() && i * distance < bytes.length; i++) {
            bytes[i * distance] = damage.get(i);
        }
        assertConsistent(terminal().feed(bytes));
    }

    private static void assertConsistent(TestTerminal hub) {
        var m = hub.emulator.model();
        assertThat(m.row).isBetween(0, ROWS - 1);
        assertThat(m.col).isBetween(0, COLS - 1);
        assertThat(m.top).isBetween(0, m.bottom - 1);
        assertThat(m.bottom).isLessThan(ROWS);
        assertThat(hub.emulator.scrollback().size()).isLessThanOrEqualTo(SCROLLBACK);
        for (int y = 0; y < ROWS; y++) {
            assertWholeWideCharacters(m.grid.row(y));
        }
        hub.pieces.forEach(EmulatorPropertiesTest::assertWholeCharacters);
        var viewer = terminal().feed(hub.emulator.painting());
        assertThat(viewer.state()).isEqualTo(hub.state());
    }

    private static void assertWholeWideCharacters(Row row) {
        for (int x = 0; x < COLS; x++) {
            boolean wide = row.codes[x] != Row.TRAILER && CharWidth.of(row.codes[x]) == 2;
            boolean trailerFollows = x + 1 < COLS && row.codes[x + 1] == Row.TRAILER;
            assertThat(trailerFollows).as("column %d", x).isEqualTo(wide);
        }
    }

    private static void assertWholeCharacters(byte[] piece) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(piece));
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8: " + HexFormat.of().formatHex(piece), e);
        }
    }

    private static TestTerminal terminal() {
        return new TestTerminal(COLS, ROWS, SCROLLBACK);
    }

    /** A viewer that shows something else, in an arbitrary state. */
    private static TestTerminal dirtyViewer() {
        return terminal().feed("\033[?1049hold\033[?6;2004;1003;1006h\033[4h\033[?7l\033[31;44m\033[2;3r\033(0\033[3g"
                + "\033[>5u\033]8;;x:y\033\\\033[>4;2m\033]11;#123456\007\033[5 q\0337");
    }
}
