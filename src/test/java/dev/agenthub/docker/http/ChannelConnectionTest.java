package dev.agenthub.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection over a real Unix socket. */
@Timeout(60)
class ChannelConnectionTest {

    @TempDir
    private Path folder;
    @AutoClose
    private ChannelConnection connection;
    @AutoClose
    private SocketChannel server;

    @BeforeEach
    void connect() throws IOException {
        var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(address);
            connection = new ChannelConnection(SocketChannel.open(address));
            connection.makeInteractive();
            server = listening.accept();
        }
    }

    private void send(String text) throws IOException {
        server.write(ByteBuffer.wrap(text.getBytes()));
    }

    private String read() {
        try {
            var into = new byte[100];
            var count = connection.read(into);
            return count < 0 ? "end" : new String(into, 0, count);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void aReadWaitsForTheFirstByteAndReportsTheEnd() throws IOException {
        var waiting = CompletableFuture.supplyAsync(this::read);
        send("output");
        assertThat(waiting.join()).isEqualTo("output");
        server.close();
        assertThat(read()).isEqualTo("end");
    }

    @Test
    void aReadWithATimeoutGivesUp() throws IOException {
        assertThat(connection.read(new byte[10], Duration.ofMillis(1))).isZero();
        send("late");
        assertThat(connection.read(new byte[10], Duration.ofSeconds(30))).isEqualTo(4);
    }

    @Test
    void closingEndsABlockedRead() {
        var reader = new Thread[1];
        var waiting = CompletableFuture.supplyAsync(this::read, task -> {
            reader[0] = Thread.ofPlatform().start(task);
        });
        await().until(() -> reader[0].getState() == Thread.State.RUNNABLE && reader[0].getStackTrace().length > 0
                && inSelect(reader[0]));
        connection.close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IOException.class);
        connection.close();
    }

    private static boolean inSelect(Thread thread) {
        for (var frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("select")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aNonBlockingWriteIsPartialAndABlockingWriteWaitsForSpace() throws IOException {
        var large = new byte[4 << 20];
        var sent = connection.writeNow(large);
        assertThat(sent).as("a partial write").isBetween(1, large.length - 1);

        var waiting = CompletableFuture.runAsync(() -> {
            try {
                connection.write(large);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        var into = ByteBuffer.allocate(1 << 20);
        var received = 0L;
        while (received < sent + large.length) {
            received += server.read(into.clear());
        }
        waiting.join();
    }

    @Test
    void closingEndsABlockedWrite() {
        var waiting = CompletableFuture.runAsync(() -> {
            try {
                connection.write(new byte[4 << 20]);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        await().until(() -> connection.writeNow(new byte[1]) == 0);
        connection.close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IOException.class);
    }
}
