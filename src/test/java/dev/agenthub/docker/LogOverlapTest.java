package dev.agenthub.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The overlap of log and live bytes. */
class LogOverlapTest {

    @Property
    void theOverlapIsTheLongestPossible(@ForAll("output") byte[] log, @ForAll("output") byte[] live) {
        assertThat(LogOverlap.overlap(log, live)).isEqualTo(naiveOverlap(log, live));
    }

    @Property
    void aSettledOverlapDoesNotChange(@ForAll("output") byte[] log, @ForAll("output") byte[] live,
            @ForAll("output") byte[] more) {
        if (LogOverlap.settled(log, live)) {
            var longer = Arrays.copyOf(live, live.length + more.length);
            System.arraycopy(more, 0, longer, live.length, more.length);
            assertThat(LogOverlap.overlap(log, longer)).isEqualTo(LogOverlap.overlap(log, live));
        }
    }

    @Property
    void numberedLinesAreJoinedWithoutLossOrDuplicates(@ForAll @IntRange(max = 200) int attached,
            @ForAll @IntRange(max = 200) int read) {
        var all = lines(300);
        var from = Math.min(attached, read) * 4;
        var to = Math.max(attached, read) * 4;
        var log = Arrays.copyOf(all, to);
        var live = Arrays.copyOfRange(all, from, all.length);

        assertThat(LogOverlap.settled(log, live)).isTrue();
        assertThat(to - LogOverlap.overlap(log, live)).isEqualTo(from);
    }

    @Example
    void bytesInTheMiddleOfTheLogAreNotSettled() {
        assertThat(LogOverlap.settled(bytes("abcdef"), bytes("cd"))).isFalse();
        assertThat(LogOverlap.settled(bytes("abcdef"), bytes("cdef"))).isTrue();
        assertThat(LogOverlap.settled(bytes("abcdef"), bytes("x"))).isTrue();
        assertThat(LogOverlap.settled(bytes("abcdef"), bytes(""))).isFalse();
        assertThat(LogOverlap.settled(bytes(""), bytes(""))).isTrue();
    }

    @Provide
    Arbitrary<byte[]> output() {
        return Arbitraries.bytes().between((byte) 'a', (byte) 'c').array(byte[].class).ofMaxSize(24);
    }

    private static int naiveOverlap(byte[] log, byte[] live) {
        for (var k = Math.min(log.length, live.length); k > 0; k--) {
            if (Arrays.equals(log, log.length - k, log.length, live, 0, k)) {
                return k;
            }
        }
        return 0;
    }

    private static byte[] lines(int count) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append(String.format("%03d\n", i));
        }
        return bytes(text.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
