package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The queue of typed bytes. */
class TypedBytesTest {

    private final TypedBytes typed = new TypedBytes(10);

    @Test
    void keepsTheOrderAndCopies() throws InterruptedException {
        var first = new byte[] {1};
        typed.offer(first);
        typed.offer(new byte[] {2});
        first[0] = 9;
        assertThat(typed.take()).containsExactly(1);
        assertThat(typed.take()).containsExactly(2);
    }

    @Test
    void isFullUntilWhatWasTakenIsSent() throws InterruptedException {
        assertThat(typed.offer(new byte[11])).isFalse();
        assertThat(typed.offer(new byte[10])).isTrue();
        assertThat(typed.offer(new byte[1])).isFalse();
        var taken = typed.take();
        assertThat(typed.offer(new byte[1])).isFalse();
        typed.sent(taken);
        assertThat(typed.offer(new byte[10])).isTrue();
    }

    @Test
    void takesNothingOnceClosed() throws InterruptedException {
        typed.offer(new byte[1]);
        typed.close();
        assertThat(typed.offer(new byte[1])).isFalse();
        assertThat(typed.take()).isNull();
    }
}
