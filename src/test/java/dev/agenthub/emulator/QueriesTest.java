package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {
    private final TestTerminal t = new TestTerminal(80, 24);

    /** ESC is written as ^. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "^[c ^[?62;22c", "^[0c ^[?62;22c", "^Z ^[?62;22c", "^[>c ^[>0;276;0c", "^[=c ^P!|00000000^\\",
        "^[5n ^[0n", "^[6n ^[1;2R", "^[?6n ^[?1;2R", "^[?15n ^[?13n", "^[?996n ^[?997;1n",
        "^[>q ^P>|agent-hub^\\", "^[?u ^[?0u", "^[?4m ^[>4;0m",
        "^[?2004$p ^[?2004;2$y", "^[?7$p ^[?7;1$y", "^[?1049$p ^[?1049;2$y", "^[?69$p ^[?69;0$y", "^[4$p ^[4;2$y",
        "^[18t ^[8;24;80t", "^[14t ^[4;384;640t", "^[16t ^[6;16;8t", "^[19t ^[9;24;80t",
        "^]10;?^\\ ^]10;rgb:d4d4/d4d4/d4d4^\\", "^]11;?^\\ ^]11;rgb:1e1e/1e1e/1e1e^\\",
        "^]4;1;?^\\ ^]4;1;rgb:cdcd/0000/0000^\\",
        "^P$qm^\\ ^P1$r0m^\\", "^P$qr^\\ ^P1$r1;24r^\\", "^P$qx^\\ ^P0$r^\\",
        "^P+q436f^\\ ^P1+r436f=323536^\\", "^P+q7878^\\ ^P0+r7878^\\",
    })
    void aQueryIsAnsweredOnceAndNotShown(String query, String answer) {
        t.feed("a").feed(query.replace('^', '\033')).feed("b");
        assertThat(t.replies).containsExactly(answer.replace('^', '\033'));
        assertThat(t.shown()).isEqualTo("ab");
    }

    @Test
    void theCursorPositionIsReported() {
        t.feed("\033[5;7H\033[6n");
        assertThat(t.replies).containsExactly("\033[5;7R");
    }

    @Test
    void aQueryIsAnsweredWhenItsLastByteArrives() {
        t.feed("\033[").feed("6");
        assertThat(t.replies).isEmpty();
        t.feed("n");
        assertThat(t.replies).containsExactly("\033[1;1R");
    }

    @Test
    void aColourReplyHasTheTerminatorOfTheQuery() {
        t.feed("\033]11;?\007");
        assertThat(t.replies).containsExactly("\033]11;rgb:1e1e/1e1e/1e1e\007");
    }

    @Test
    void aColourSetByTheProgramIsReportedAndShown() {
        t.feed("\033]11;#102030\007\033]11;?\033\\\033]111\007\033]11;?\033\\");
        assertThat(t.replies).containsExactly("\033]11;rgb:1010/2020/3030\033\\", "\033]11;rgb:1e1e/1e1e/1e1e\033\\");
        assertThat(t.shown()).isEqualTo("\033]11;rgb:10/20/30\033\\\033]111\007");
    }

    @Test
    void modesAreReportedAsTheProgramSetThem() {
        t.feed("\033[?2004;1003h\033[?2004$p\033[?1003$p\033[?1000$p\033[>1u\033[?u");
        assertThat(t.replies).containsExactly("\033[?2004;1$y", "\033[?1003;1$y", "\033[?1000;2$y", "\033[?1u");
    }

    @Test
    void theStyleIsReported() {
        t.feed("\033[1;31;48;2;1;2;3m\033P$qm\033\\");
        assertThat(t.replies).containsExactly("\033P1$r0;1;31;48;2;1;2;3m\033\\");
    }

    @Test
    void theTitleIsNotReported() {
        t.feed("\033]2;rm -rf\007\033[21t\033[20t");
        assertThat(t.replies).isEmpty();
    }
}
