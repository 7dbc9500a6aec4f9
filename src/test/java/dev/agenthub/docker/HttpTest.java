package dev.agenthub.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Parsing of responses that are split into packets. */
class HttpTest {

    @Test
    void chunksAreJoinedWhereverPacketsAreSplit() throws IOException {
        var answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n";
        for (var cut = 1; cut < answer.length(); cut++) {
            try (var response = EngineResponse.read(new Packets(answer, cut))) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().readAllBytes()).asString().isEqualTo("hello world");
            }
        }
    }

    @Test
    void aSizedBodyEndsAtItsLength() throws IOException {
        var answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\n\r\nabcdef";
        try (var response = EngineResponse.read(new Packets(answer, 7))) {
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body().readAllBytes()).asString().isEqualTo("abc");
        }
    }

    @Test
    void rawBytesThatArrivedWithTheHeadAreReadFirst() throws IOException {
        try (var response = EngineResponse.read(new Packets("HTTP/1.1 101 UPGRADED\r\n\r\n\u0001raw", 1000))) {
            var buffer = new byte[2];
            assertThat(response.read(buffer)).isEqualTo(2);
            assertThat(buffer).isEqualTo(new byte[] {1, 'r'});
            assertThat(response.read(buffer, Duration.ofMillis(1))).isEqualTo(2);
            assertThat(response.read(buffer)).isEqualTo(-1);
        }
    }

    @Test
    void corruptedResponsesFail() {
        assertThatIOException().isThrownBy(() -> EngineResponse.read(new Packets("SSH-2.0-OpenSSH\r\n\r\n", 9)))
                .withMessageContaining("does not speak HTTP");
        assertThatIOException().isThrownBy(() -> EngineResponse.read(new Packets("HTTP/1.1 200", 9)));
        assertThatIOException().isThrownBy(() -> EngineResponse.read(new Packets("x".repeat(70_000), 1000)))
                .withMessageContaining("the response head exceeds");
        assertThatIOException().isThrownBy(() -> chunked("zz\r\n").readAllBytes()).withMessageContaining("corrupted");
        assertThatIOException().isThrownBy(() -> chunked("5\r\nab").readAllBytes()).isInstanceOf(EOFException.class);
    }

    private static ChunkedBody chunked(String text) {
        return new ChunkedBody(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    }

    /** A response in packets of a given size. */
    private static final class Packets implements EngineSocket {

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
        public void write(byte[] data) {
            throw new UnsupportedOperationException("This socket is read-only.");
        }

        @Override
        public void close() {
            // holds no resources
        }
    }
}
