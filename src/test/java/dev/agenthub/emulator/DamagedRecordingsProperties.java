package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Output of real programs with changed bytes and with parts left out, doubled and swapped, at any size. */
class DamagedRecordingsProperties {

    private static final int SCROLLBACK = 50;
    /** Far more than a sequence may make the terminal hold back, but less than a leak would show. */
    private static final int LONGEST_HELD = 1 << 20;

    @Provide
    Arbitrary<byte[]> recordings() {
        try (var files = Files.list(Path.of("src/test/resources/recordings"))) {
            return Arbitraries.of(files.sorted().map(DamagedRecordingsProperties::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void anyDamageLeavesTheModelConsistentAndItsPaintingExact(@ForAll("recordings") byte[] recording, @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 130) int cols, @ForAll @IntRange(min = 2, max = 60) int rows) {
        var random = new Random(seed);
        var hub = new TestTerminal(cols, rows, SCROLLBACK);
        for (var piece : damaged(recording, random)) {
            hub.feed(piece);
            if (random.nextInt(20) == 0) {
                hub.emulator.resize(2 + random.nextInt(120), 2 + random.nextInt(50));
            }
        }
        var m = hub.emulator.model();
        assertThat(m.row).isBetween(0, m.rows - 1);
        assertThat(m.col).isBetween(0, m.cols - 1);
        assertThat(m.top).isBetween(0, m.bottom - 1);
        assertThat(m.bottom).isLessThan(m.rows);
        assertThat(hub.emulator.scrollback().size()).isLessThanOrEqualTo(SCROLLBACK);
        assertThat(hub.emulator.painting().length).isLessThan(LONGEST_HELD);
        assertThat(new TestTerminal(m.cols, m.rows, SCROLLBACK).feed(hub.emulator.painting()).state())
                .isEqualTo(hub.state());
    }

    private static List<byte[]> damaged(byte[] recording, Random random) {
        var bytes = recording.clone();
        for (int i = random.nextInt(40); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.ints(30, 0, bytes.length)
                .mapToObj(from -> Arrays.copyOfRange(bytes, from,
                Math.min(bytes.length, from + 1 + random.nextInt(2000)))).toList();
    }
}
