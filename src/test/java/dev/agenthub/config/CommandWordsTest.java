package dev.agenthub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandWordsTest {

    @Test
    void whitespaceSeparatesWordsAndQuotesGroupThem() {
        assertThat(CommandWords.of(" claude  --model x ")).containsExactly("claude", "--model", "x");
        assertThat(CommandWords.of("sh -c 'echo \"a b\"; exit'")).containsExactly("sh", "-c", "echo \"a b\"; exit");
        assertThat(CommandWords.of("a\"b c\"d '' e")).containsExactly("ab cd", "", "e");
    }

    @Test
    void anOpenQuoteAndAnEmptyCommandAreRejected() {
        assertThatThrownBy(() -> CommandWords.of("sh -c 'x")).hasMessageContaining("not closed");
        assertThatThrownBy(() -> CommandWords.of("  ")).hasMessageContaining("empty");
    }
}
