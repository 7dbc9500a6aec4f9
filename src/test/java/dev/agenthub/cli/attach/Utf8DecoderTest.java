package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {

    @Property
    void textSurvivesAnySplit(@ForAll String text, @ForAll @IntRange(min = 1, max = 5) int chunk) {
        var valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(decoded(valid.getBytes(StandardCharsets.UTF_8), chunk)).isEqualTo(valid);
    }

    @Property
    void malformedInputIsReplacedAsInOneChunk(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 5) int chunk) {
        var ended = Arrays.copyOf(bytes, bytes.length + 1);
        ended[bytes.length] = '.';
        assertThat(decoded(ended, chunk)).isEqualTo(new String(ended, StandardCharsets.UTF_8));
    }

    @Test
    void anIncompleteCharacterIsKeptUntilItsRestArrives() {
        var decoder = new Utf8Decoder();
        var smile = "😀".getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.decode(Arrays.copyOf(smile, 3))).isEmpty();
        assertThat(decoder.decode(Arrays.copyOfRange(smile, 3, 4))).isEqualTo("😀");
    }

    private static String decoded(byte[] bytes, int chunk) {
        var decoder = new Utf8Decoder();
        var text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += chunk) {
            text.append(decoder.decode(Arrays.copyOfRange(bytes, at, Math.min(at + chunk, bytes.length))));
        }
        return text.toString();
    }
}
