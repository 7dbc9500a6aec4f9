package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The queue of typed bytes. */
class TypedBytesTest {

    private final TypedBytes typed = new TypedBytes(10, TypedBytes.NonBlockingWriter.NONE);

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
    void isFullUntilTakenBytesAreSent() throws InterruptedException {
        assertThat(typed.offer(new byte[11])).isFalse();
        assertThat(typed.offer(new byte[10])).isTrue();
        assertThat(typed.offer(new byte[1])).isFalse();
        var taken = typed.take();
        assertThat(typed.offer(new byte[1])).isFalse();
        typed.sent(taken);
        assertThat(typed.offer(new byte[10])).isTrue();
    }

    @Test
    void bytesThatCanBeWrittenImmediatelyAreNotQueued() throws InterruptedException {
        var sent = new ByteArrayOutputStream();
        var direct = new TypedBytes(10, bytes -> {
            var room = Math.min(bytes.length, 3 - sent.size());
            sent.write(bytes, 0, room);
            return room;
        });
        direct.offer(new byte[] {1, 2});
        direct.offer(new byte[] {3, 4});
        direct.offer(new byte[] {5});
        assertThat(sent.toByteArray()).containsExactly(1, 2, 3);
        assertThat(direct.take()).containsExactly(4);
        assertThat(direct.take()).containsExactly(5);
    }

    /** Also while the queue is empty but its last bytes are still being sent. */
    @Test
    void queuedBytesAreNotOvertaken() throws InterruptedException {
        var sent = new ByteArrayOutputStream();
        var room = new AtomicInteger();
        var direct = new TypedBytes(10, bytes -> {
            sent.write(bytes, 0, room.get());
            return room.get();
        });
        direct.offer(new byte[] {1});
        var first = direct.take();
        room.set(1);
        direct.offer(new byte[] {2});
        assertThat(sent.size()).isZero();
        direct.sent(first);
        var second = direct.take();
        assertThat(second).containsExactly(2);
        direct.sent(second);
        direct.offer(new byte[] {3});
        assertThat(sent.toByteArray()).containsExactly(3);
    }

    @Test
    void bytesOfAFailedImmediateWriteAreQueued() throws InterruptedException {
        var direct = new TypedBytes(10, bytes -> {
            throw new IOException("gone");
        });
        assertThat(direct.offer(new byte[] {1})).isTrue();
        assertThat(direct.take()).containsExactly(1);
    }

    @Test
    void rejectsBytesOnceClosed() throws InterruptedException {
        typed.offer(new byte[1]);
        typed.close();
        assertThat(typed.offer(new byte[1])).isFalse();
        assertThat(typed.take()).isNull();
    }
}
