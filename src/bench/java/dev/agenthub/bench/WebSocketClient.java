package dev.agenthub.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A minimal RFC 6455 client for load tests: one thread, one buffer, no copies, so its cost is small and equal for every
 * contestant. Unread data stays in the socket, so a stalled viewer exerts real back-pressure.
 */
final class WebSocketClient implements Closeable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int BUFFER = 128 * 1024;
    /** The minimum size of a message's first piece, which must hold any prefix of the terminal bytes. */
    private static final int HEAD = 128;

    interface Receiver {

        /** A piece of a binary message. The array is valid only during the call. */
        void binary(byte[] data, int offset, int length, boolean first);

        /** A whole text message. */
        void text(String message);
    }

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int opcode;
    private long left;
    private boolean first;

    WebSocketClient(URI address, Map<String, String> headers) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Timeouts.QUIET.toMillis());
        in = socket.getInputStream();
        var target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        var request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: YmVuY2htYXJrLWNsaWVudA==\r\n");
        headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        readHead();
    }

    private void readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            need(1);
            head.append((char) buffer[start++]);
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("Not a WebSocket: " + head.toString().lines().findFirst().orElse(""));
        }
    }

    /** Sends a message, with a mask of zeros, which is valid. Thread-safe. */
    synchronized void send(int kind, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(8 + payload.length).put((byte) (0x80 | kind));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    /** Waits for bytes and delivers everything that is complete; false at the end. */
    boolean receive(Receiver receiver) throws IOException {
        need(1);
        do {
            if (left == 0 && !nextFrame(receiver)) {
                return false;
            }
            deliver(receiver);
        } while (start < end);
        return true;
    }

    private void deliver(Receiver receiver) throws IOException {
        if (opcode == TEXT) {
            need((int) left);
            receiver.text(new String(buffer, start, (int) left, StandardCharsets.UTF_8));
            start += (int) left;
            left = 0;
        } else if (left > 0) {
            if (first) {
                need((int) Math.min(HEAD, left));
            } else {
                need(1);
            }
            var length = (int) Math.min(left, end - start);
            receiver.binary(buffer, start, length, first);
            first = false;
            start += length;
            left -= length;
        }
    }

    /** Reads a frame header, and the whole of a control frame; false if the server closes. */
    private boolean nextFrame(Receiver receiver) throws IOException {
        need(2);
        var kind = buffer[start] & 0x0F;
        var length = buffer[start + 1] & 0x7FL;
        var head = length == 126 ? 4 : length == 127 ? 10 : 2;
        need(head);
        if (head > 2) {
            var wide = ByteBuffer.wrap(buffer, start + 2, head - 2);
            length = head == 4 ? wide.getShort() & 0xFFFFL : wide.getLong();
        }
        start += head;
        if (kind == CLOSE) {
            return false;
        }
        left = length;
        if (kind == PING || kind == PONG) {
            need((int) left);
            if (kind == PING) {
                send(PONG, java.util.Arrays.copyOfRange(buffer, start, start + (int) left));
            }
            start += (int) left;
            left = 0;
            return true;
        }
        if (kind != 0) {
            opcode = kind;
            first = true;
        }
        return true;
    }

    /** Waits until the buffer holds {@code count} bytes. */
    private void need(int count) throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (start + count > buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
            if (count > buffer.length) {
                throw new IOException("The message has " + count + " bytes; the limit is " + buffer.length + ".");
            }
        }
        while (end - start < count) {
            var got = in.read(buffer, end, buffer.length - end);
            if (got < 0) {
                throw new EOFException("The server closed the connection.");
            }
            end += got;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
