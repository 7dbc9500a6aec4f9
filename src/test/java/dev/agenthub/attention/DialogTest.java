package dev.agenthub.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.Screen;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Screens that wait for an answer, and screens that only look like it. */
class DialogTest {

    private static Screen screen(String text) {
        var emulator = new Emulator(80, 24, 0);
        var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                assertThat(length).isPositive();
            }

            @Override
            public void reply(byte[] answer) {
                throw new AssertionError("The program sent no query.");
            }
        });
        return emulator.screen();
    }

    @Test
    void aPermissionPromptIsADialogWithItsQuestion() {
        var asked = Dialog.on(screen("""
                 Bash command
                   rm -rf build
                 Do you want to proceed?
                 ❯ 1. Yes
                   2. Yes, and don't ask again
                   3. No, and tell Claude what to do differently (esc)
                """));
        assertThat(asked).contains("asks “Do you want to proceed?”");
    }

    @Test
    void aChoiceInABoxIsADialogWithAnyChoiceMarked() {
        assertThat(Dialog.on(screen("""
                │ Do you trust the files in this folder?  │
                │   1. Yes, I trust this folder           │
                │ ❯ 2. No, exit                           │
                """))).contains("asks “Do you trust the files in this folder?”");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Overwrite 'a.txt'? (y/n)", "Proceed? [Y/n] ", "Continue [y/N]: ",
        "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
        "Password: ", "[sudo] password for me: ",
        "Enter passphrase for key '/home/me/.ssh/id': ", "Press Enter to continue…", "Press any key to continue",
        "Enter to confirm · Esc to cancel", "? Pick one (Use arrow keys)", "text\n--More--(42%)", "text\n(END)",
        "text\n:"})
    void aPromptForAKeyOrAnAnswerIsADialog(String text) {
        assertThat(Dialog.on(screen("$ do it\n" + text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ ", "", "❯ Try \"fix the bug\"\n  ? for shortcuts", "❯ 1. fix the bug\n\n● Done.\n\n❯ ",
        "Do you want to know more? It is in the README.\n$ ", "1. first\n2. second\n$ ",
        "It asked (y/n) and I said y.\n$ ls\na b\n$ ",
        "password: was asked before\n$ "})
    void ordinaryTextIsNotADialog(String text) {
        assertThat(Dialog.on(screen(text))).isEmpty();
    }
}
