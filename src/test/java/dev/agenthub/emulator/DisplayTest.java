package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output for viewers. ESC is written as ^ in parameters. */
class DisplayTest {
    private final TestTerminal t = new TestTerminal(80, 24);

    @Test
    void outputIsPassedOnInOnePieceWithoutACopy() {
        var data = "plain \033[31mred\033[m\r\n漢字\033]2;t\007".getBytes(StandardCharsets.UTF_8);
        int[] calls = {0};
        t.emulator.feed(data, 0, data.length - 6, new Emulator.Sink() {
            @Override
            public void display(byte[] array, int offset, int length) {
                calls[0]++;
                assertThat(array).isSameAs(data);
                assertThat(length).isEqualTo(data.length - 6);
            }

            @Override
            public void reply(byte[] answer) {
                throw new AssertionError("The program sent no query.");
            }
        });
        assertThat(calls[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^]2;a title\007", "^]0;t^\\", "^]8;;http://x/^\\", "^]133;A\007", "^[31;1m", "^[2J",
        "^[?25l", "^(0", "^7",
        "^]9;build done\007", "^]9;4;1;50^\\", "^]777;notify;title;text\007", "^]8;id=a;HTTPS://x/^\\",
        "^]8;;mailto:a@b^\\", "^]133;D;1^\\",
        "^[!p", "^[3 q", "^[>1u", "\007", "\r\n\t\b", "^[?2026h", "^[4:3m", "^]104\007"})
    void knownSequencesArePassedOn(String output) {
        t.feed(output.replace('^', '\033'));
        assertThat(t.shown()).isEqualTo(output.replace('^', '\033'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^]52;c;aGVsbG8=\007", "^]52;c;?^\\", "^]1337;File=:AAAA\007", "^P1;2qsixel^\\",
        "^]7;file://host/tmp\007",
        "^]50;*\007", "^]9;2;box\007",
        "^]9;6;macro\007", "^]9;7;rm\007", "^]9;9;/tmp\007", "^]9;4;x\007", "^]777;precmd\007",
        "^]133;A;x=$(id)\007", "^]1337;CurrentDir=/\007",
        "^]1337;SetUserVar=a=b\007", "^]3;X=y\007", "^]46;/tmp/log\007", "^]60\007", "^]99;;hello^\\",
        "^]5522;type=read^\\", "^P+p41^\\",
        "^P$qm^\\", "^P1000p%output^\\", "\u009Emessage\u009C", "^_tmux^\\", "^_Ga=q;AAAA^\\", "^Xany^\\",
        "^[8;50;132t", "^[3t", "^[5i", "^[?69h", "^[?3h", "^[12h", "^%@", "^ G", "^#3", "\005", "\0", "^[1$}",
        "^[31", "^]2;no end",
        "^[3\030", "^]0;x\032", "^]2;a^[m^[99z"})
    void dangerousUnknownAndBrokenSequencesAreDropped(String output) {
        t.feed(output.replace('^', '\033'));
        assertThat(t.shown().replace("\033[m", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "JavaScript:x", "file:///etc/passwd", "vscode://file/x",
        "ssh://host", "data:text/html,x", "no-scheme",
        "http:", "//host/x", "x-man-page://ls", "\u0001javascript:x", "https://bank.example/\u202Egpj",
        "https://a b/", "https://\u0430.example/"})
    void anUnsafeLinkLosesItsTargetAndKeepsItsText(String target) {
        t.feed("\033]8;;https://good.example/\007a\033]8;id=1;" + target + "\007text\033]8;;\007");
        var painted = new String(t.emulator.painting(), StandardCharsets.UTF_8);
        var everything = t.shown() + painted + t.emulator.screen().toAnsi();
        assertThat(everything).doesNotContain(target, "id=1");
        assertThat(t.line(0)).isEqualTo("atext");
        assertThat(t.styleAt(0, 0).link()).isEqualTo("https://good.example/");
        assertThat(t.styleAt(0, 1).link()).isNull();
        assertThat(t.shown()).isEqualTo("\033]8;;https://good.example/\007a\033]8;;\033\\text\033]8;;\007");
    }

    @Test
    void aTitleIsPassedOnWithoutControls() {
        t.feed("\033]2;a\001\n\rb\u00e9\007\033]0;x\u009B31m\007y\033]2;c\033]52;c;eA==\007");
        assertThat(t.shown()).isEqualTo("\033]2;ab\u00e9\007\033[31m\007y");
        assertThat(t.emulator.screen().title()).isEqualTo("ab\u00e9");
    }

    @Test
    void anUnknownModeIsRemovedFromItsSequence() {
        t.feed("\033[?25;69;2004l");
        assertThat(t.shown()).isEqualTo("\033[?25;2004l");
    }

    @Test
    void anIncompleteSequenceIsHeldUntilItIsComplete() {
        t.feed("a\033[3");
        assertThat(t.shown()).isEqualTo("a");
        t.feed("1mb");
        assertThat(t.pieces).hasSize(3);
        assertThat(t.shown()).isEqualTo("a\033[31mb");
    }

    @Test
    void anIncompleteCharacterIsHeldUntilItIsComplete() {
        t.feed(new byte[] {'a', (byte) 0xE6, (byte) 0xBC});
        assertThat(t.shown()).isEqualTo("a");
        t.feed(new byte[] {(byte) 0xA2});
        assertThat(t.shown()).isEqualTo("a漢");
    }

    @Test
    void malformedBytesBecomeOneReplacementPerMaximalSubpart() {
        t.feed(new byte[] {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, 'a', (byte) 0xC0, (byte) 0xAF, (byte) 0xED,
                (byte) 0xA0, (byte) 0x80, 'b'});
        assertThat(t.shown()).isEqualTo("\uFFFDa\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb");
        assertThat(t.line(0)).isEqualTo(t.shown());
    }

    @Test
    void aSequenceThatInterruptsAnotherReplacesIt() {
        t.feed("\033[3\033[1mx\033]2;lost\033[7my");
        assertThat(t.shown()).isEqualTo("\033[1mx\033[7my");
        assertThat(t.emulator.screen().title()).isEmpty();
    }

    @Test
    void aControlWithinASequenceIsPassedOnBeforeIt() {
        t.feed("ab\033[3\b1mx");
        assertThat(t.shown()).isEqualTo("ab\b\033[31mx");
        assertThat(t.line(0)).isEqualTo("ax");
    }

    @Test
    void eightBitControlsArePassedOnInTheirSevenBitForm() {
        t.feed("\u009B31mx\u009D2;title\u009C\u0085y");
        assertThat(t.shown()).isEqualTo("\033[31mx\033]2;title\033\\\033Ey");
        assertThat(t.emulator.screen().title()).isEqualTo("title");
    }

    @Test
    void anUnterminatedStringTakesBoundedMemoryAndIsDropped() {
        var part = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
        t.feed("\033]2;");
        for (int i = 0; i < 1000; i++) {
            t.feed(part);
        }
        t.feed("\007after");
        assertThat(t.shown()).isEqualTo("after");
        assertThat(t.emulator.screen().title()).isEmpty();
    }

    @Test
    void anEndlessSequenceIsDropped() {
        t.feed("\033[" + "1;".repeat(10_000) + "5mafter\033[" + "0".repeat(10_000) + "1mx");
        assertThat(t.shown()).isEqualTo("afterx");
        assertThat(t.styleAt(0, 0).isDefault()).isTrue();
    }

    @Test
    void aHugeParameterIsReduced() {
        t.feed("\033[4000000000Sx\033[1;99999Hy");
        assertThat(t.shown()).isEqualTo("\033[9999Sx\033[1;9999Hy");
    }

    @Test
    void aPoppedTitleIsPassedOnAsATitle() {
        t.feed("\033]2;one\007\033[22;2t\033]2;two\007\033[23;2t");
        assertThat(t.emulator.screen().title()).isEqualTo("one");
        assertThat(t.shown()).isEqualTo("\033]2;one\007\033]2;two\007\033]2;one\033\\");
    }
}
