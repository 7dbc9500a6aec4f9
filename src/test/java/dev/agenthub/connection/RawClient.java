package dev.agenthub.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends bytes, and not requests. */
final class RawClient implements AutoCloseable {

    private static final int CONNECT_MS = 20_000;

    private final Socket socket = new Socket();

    /** @param receiveBuffer of the socket in bytes, 0 for the system's */
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

    /** Whether the hub still takes a byte; a connection that it has ended refuses it, at the second one at the latest. */
    boolean trickles(String octet) {
        try {
            send(octet);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** All that comes until the hub ends the connection. */
    String untilEnd(Duration patience) throws IOException {
        var text = new StringBuilder();
        var deadline = System.nanoTime() + patience.toNanos();
        var buffer = new byte[8192];
        while (true) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("The connection is still open after " + patience + ": " + text);
            }
            socket.setSoTimeout((int) left);
            try {
                var count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return text.toString();
                }
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            } catch (SocketTimeoutException late) {
                // told above
            } catch (SocketException reset) {
                return text.toString();
            }
        }
    }

    /** What comes until it holds {@code expected}; fails where the connection ends before. */
    String until(String expected, Duration patience) throws IOException {
        var text = new StringBuilder();
        socket.setSoTimeout((int) patience.toMillis());
        while (text.indexOf(expected) < 0) {
            var octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new AssertionError("The connection ended after: " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /** Whether the hub has ended it; takes what has come. */
    boolean isEnded() throws IOException {
        socket.setSoTimeout(1);
        var buffer = new byte[8192];
        try {
            while (true) {
                if (socket.getInputStream().read(buffer) < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
