package dev.agenthub.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends raw bytes. */
final class RawClient implements AutoCloseable {

    private static final int CONNECT_MS = 20_000;

    private final Socket socket = new Socket();

    /** @param receiveBuffer of the socket in bytes; 0 keeps the system default */
    private RawClient(URI hub, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(hub.getHost(), hub.getPort()), CONNECT_MS);
    }

    static RawClient of(URI hub) throws IOException {
        return new RawClient(hub, 0);
    }

    static RawClient withSmallBuffer(URI hub) throws IOException {
        return new RawClient(hub, 4096);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /**
     * Sends one byte. Returns false once the hub has closed the connection; the first byte after that may still
     * succeed.
     */
    boolean trySend(String octet) {
        try {
            send(octet);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads until the hub closes the connection. */
    String untilEnd(Duration timeout) throws IOException {
        var text = new StringBuilder();
        var deadline = System.nanoTime() + timeout.toNanos();
        var buffer = new byte[8192];
        while (true) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("The connection is still open after " + timeout + ": " + text);
            }
            socket.setSoTimeout((int) left);
            try {
                var count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return text.toString();
                }
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            } catch (SocketTimeoutException e) {
                // Reported above.
            } catch (SocketException e) {
                return text.toString();
            }
        }
    }

    /** Reads until {@code expected} appears; fails if the connection is closed before. */
    String until(String expected, Duration timeout) throws IOException {
        var text = new StringBuilder();
        socket.setSoTimeout((int) timeout.toMillis());
        while (text.indexOf(expected) < 0) {
            var octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new AssertionError("The connection was closed after: " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /** Whether the hub has closed the connection. Discards pending input. */
    boolean isEnded() throws IOException {
        socket.setSoTimeout(1);
        var buffer = new byte[8192];
        try {
            while (true) {
                if (socket.getInputStream().read(buffer) < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
