package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {

    private static final String P = "\u0010";
    private static final String Q = "\u0011";

    private final DetachKeys keys = new DetachKeys(DetachSequence.DEFAULT);

    @Test
    void theTwoKeysDetachAndDoNotReachTheAgent() {
        assertThat(typed("ab" + P + Q + "after")).isEqualTo("ab|detach");
    }

    @Test
    void theTwoKeysMayArriveSeparately() {
        assertThat(typed(P)).isEmpty();
        assertThat(typed(Q)).isEqualTo("|detach");
    }

    @Test
    void ctrlPIsHeldUntilTheNextKeyAndThenPassedOn() {
        assertThat(typed(P)).isEmpty();
        assertThat(typed("x")).isEqualTo(P + "x");
        assertThat(typed(Q)).isEqualTo(Q);
    }

    @Test
    void aSecondCtrlPIsHeld() {
        assertThat(typed(P + P)).isEqualTo(P);
        assertThat(typed(Q)).isEqualTo("|detach");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\033[112;5u\033[113;5u",                                  // kitty
        "\033[112;5:1u\033[112;5:3u\033[57442;1:3u\033[113;5:1u",  // kitty with releases and the modifier alone
        "\033[112;133u\033[113;69u",                               // with num lock, with caps lock
        "\033[112::112;5u\033[113;5;u",                            // with alternate key and text
        "\033[27;5;112~\033[27;5;113~",                            // modifyOtherKeys
        "\020\033[<35;10;7M\033[I\021",                            // the mouse moved between them
    })
    void otherEncodingsOfTheTwoKeysDetach(String typed) {
        assertThat(typed(typed)).isEqualTo("|detach");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[112u\033[113;5u", "\033[112;6u\033[113;5u", "\033", "\033[A", "\033[200~\033[201~",
        "\033[M !!", "\033[999999999999999999999u", "\033OP", "\033\033["})
    void otherKeysPassUnchanged(String typed) {
        assertThat(typed(typed)).isEqualTo(typed);
    }

    @Test
    void aHeldReleaseIsPassedOnAfterItsKey() {
        assertThat(typed("\033[112;5u\033[112;5:3u")).isEmpty();
        assertThat(typed("x")).isEqualTo("\033[112;5u\033[112;5:3ux");
    }

    @Test
    void theKeysAreConfigurable() {
        var custom = new DetachKeys(DetachSequence.parse("ctrl-a,d"));
        assertThat(custom.feed(new byte[] {1, 'x', 16, 17}).through()).isEqualTo(new byte[] {1, 'x', 16, 17});
        assertThat(custom.feed(new byte[] {1, 'd'}).detach()).isTrue();
    }

    @Test
    void aPartialMatchIsPassedOnAndMayStartAnotherMatch() {
        var custom = new DetachKeys(DetachSequence.parse("a,a,b"));
        assertThat(custom.feed("aaab".getBytes(StandardCharsets.US_ASCII)))
                .satisfies(result -> assertThat(result.through()).isEqualTo(new byte[] {'a'}))
                .matches(DetachKeys.FilteredKeys::detach);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ctrl-p,ctrl-q|Ctrl-P Ctrl-Q", "ctrl-],x|Ctrl-] x", "Ctrl-@|Ctrl-@", "~,.|~ ."})
    void detachKeysUseDockersNotation(String text, String shown) {
        assertThat(DetachSequence.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ctrl-", "ctrl-1", "ab", "a,,b", "alt-x", "ü", "a,b,c,d,e,f,g,h,i"})
    void invalidKeysAreRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> DetachSequence.parse(text)).hasMessageContaining("ctrl-p,ctrl-q");
    }

    @Property
    void inputWithoutDetachKeysPassesUnchanged(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 7) int chunk) {
        var ended = (new String(bytes, StandardCharsets.ISO_8859_1).replace(Q, "q") + "mm")
                .getBytes(StandardCharsets.ISO_8859_1);
        var fresh = new DetachKeys(DetachSequence.DEFAULT);
        var through = new ByteArrayOutputStream();
        for (int at = 0; at < ended.length; at += chunk) {
            var result = fresh.feed(
                    Arrays.copyOfRange(ended, at, Math.min(at + chunk, ended.length)));
            assertThat(result.detach()).isFalse();
            through.writeBytes(result.through());
        }
        assertThat(through.toByteArray()).isEqualTo(ended);
    }

    /** From the third byte: a lone escape, and escape with a bracket, are complete keys. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16})
    void theTwoKeysDetachWhereverTheInputIsSplit(int cut) {
        var both = "\033[112;5u\033[113;5u";
        assertThat(typed(both.substring(0, cut)) + typed(both.substring(cut))).isEqualTo("|detach");
    }

    private String typed(String text) {
        var result = keys.feed(text.getBytes(StandardCharsets.ISO_8859_1));
        return new String(result.through(), StandardCharsets.ISO_8859_1) + (result.detach() ? "|detach" : "");
    }
}
