package dev.agenthub.docker.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Parsing of responses that are split into packets. */
class ResponseTest {

    @Test
    void chunksAreJoinedWhereverPacketsAreSplit() throws IOException {
        var answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n";
        for (var cut = 1; cut < answer.length(); cut++) {
            try (var response = read(new Packets(answer, cut))) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().readAllBytes()).asString().isEqualTo("hello world");
            }
        }
    }

    @Test
    void aSizedBodyEndsAtItsLength() throws IOException {
        var answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\n\r\nabcdef";
        try (var response = read(new Packets(answer, 7))) {
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body().readAllBytes()).asString().isEqualTo("abc");
        }
    }

    @Test
    void aBodyWithoutALengthEndsWithTheConnection() throws IOException {
        try (var response = read(new Packets("HTTP/1.1 200 OK\r\n\r\nall of it", 4))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("all of it");
        }
    }

    @Test
    void nothingAfterTheHeadIsRead() throws IOException {
        try (var response = read(new Packets("HTTP/1.1 101 UPGRADED\r\n\r\n\u0001raw", 1000))) {
            var buffer = new byte[10];
            assertThat(response.connection().read(buffer)).isEqualTo(4);
            assertThat(buffer).startsWith(1, 'r', 'a', 'w');
        }
    }

    @Test
    void corruptedResponsesFail() {
        assertThatIOException().isThrownBy(() -> read(new Packets("SSH-2.0-OpenSSH\r\n\r\n", 9)))
                .withMessageContaining("does not speak HTTP");
        assertThatIOException().isThrownBy(() -> read(new Packets("HTTP/1.1 200", 9))).isInstanceOf(EOFException.class);
        assertThatIOException().isThrownBy(() -> read(new Packets("x".repeat(70_000), 1000)))
                .withMessageContaining("the response head exceeds");
        assertThatIOException().isThrownBy(() -> chunked("zz\r\n").readAllBytes()).withMessageContaining("corrupted");
        assertThatIOException().isThrownBy(() -> chunked("-5\r\n").readAllBytes()).withMessageContaining("corrupted");
        assertThatIOException().isThrownBy(() -> chunked("5\r\nab").readAllBytes()).isInstanceOf(EOFException.class);
        assertThatIOException()
                .isThrownBy(() -> read(new Packets("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", 9)).body()
                .readAllBytes())
                .isInstanceOf(EOFException.class);
    }

    private static Response read(Connection connection) throws IOException {
        return Response.read(connection, Deadline.in(Duration.ofMinutes(1)), new CompletableFuture<>());
    }

    private static InputStream chunked(String text) throws IOException {
        return read(new Packets("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text, 9)).body();
    }

    /** A response in packets of a given size. */
    private static final class Packets implements Connection {

        private final ByteArrayInputStream bytes;
        private final int size;

        Packets(String text, int size) {
            this.bytes = new ByteArrayInputStream(text.getBytes(US_ASCII));
            this.size = size;
        }

        @Override
        public int read(byte[] into) {
            return bytes.read(into, 0, Math.min(size, into.length));
        }

        @Override
        public int read(byte[] into, Duration timeout) {
            return read(into);
        }

        @Override
        public void makeInteractive() {
            throw new UnsupportedOperationException("This connection is read-only.");
        }

        @Override
        public int writeNow(byte[] data) {
            throw new UnsupportedOperationException("This connection is read-only.");
        }

        @Override
        public void write(byte[] data) {
            throw new UnsupportedOperationException("This connection is read-only.");
        }

        @Override
        public void close() {
            // holds no resources
        }
    }
}
