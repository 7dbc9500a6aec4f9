package dev.agenthub.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The head of a response, and the connection for reading the rest. Closing it closes the connection. */
final class EngineResponse implements Closeable {

    private static final int HEAD_LIMIT = 64 * 1024;

    private final EngineSocket socket;
    private final int status;
    private final Map<String, String> headers;
    private byte[] surplus;

    private EngineResponse(EngineSocket socket, int status, Map<String, String> headers, byte[] surplus) {
        this.socket = socket;
        this.status = status;
        this.headers = headers;
        this.surplus = surplus;
    }

    static EngineResponse read(EngineSocket socket) throws IOException {
        var buffer = new byte[1024];
        var length = 0;
        while (true) {
            var chunk = new byte[1024];
            var count = socket.read(chunk);
            if (count < 0) {
                throw new IOException("the engine closed the connection before it answered");
            }
            if (length + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
            }
            System.arraycopy(chunk, 0, buffer, length, count);
            var from = Math.max(0, length - 3);
            length += count;
            var end = endOfHead(buffer, from, length);
            if (end > 0) {
                return parse(socket, new String(buffer, 0, end, StandardCharsets.ISO_8859_1),
                        Arrays.copyOfRange(buffer, end, length));
            }
            if (length > HEAD_LIMIT) {
                throw new IOException("the response head exceeds " + HEAD_LIMIT + " bytes");
            }
        }
    }

    private static int endOfHead(byte[] buffer, int from, int length) {
        for (var i = from; i + 3 < length; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static EngineResponse parse(EngineSocket socket, String head, byte[] surplus) throws IOException {
        var lines = head.split("\r\n");
        var words = lines[0].split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new IOException("the server does not speak HTTP: " + lines[0]);
        }
        var headers = new HashMap<String, String>();
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        return new EngineResponse(socket, Integer.parseInt(words[1]), headers, surplus);
    }

    int status() {
        return status;
    }

    EngineSocket socket() {
        return socket;
    }

    /**
     * Converts the connection as {@link EngineSocket#asTerminal} does, with its buffered bytes. This response must not
     * be used afterwards.
     */
    EngineResponse asTerminal() throws IOException {
        return new EngineResponse(socket.asTerminal(), status, headers, surplus);
    }

    /** Reads raw bytes, first those that arrived with the head; -1 at the end. */
    int read(byte[] into) throws IOException {
        return surplus.length > 0 ? takeSurplus(into) : socket.read(into);
    }

    /** As {@link #read(byte[])}, but 0 after the timeout. */
    int read(byte[] into, Duration timeout) throws IOException {
        return surplus.length > 0 ? takeSurplus(into) : socket.read(into, timeout);
    }

    private int takeSurplus(byte[] into) {
        var count = Math.min(into.length, surplus.length);
        System.arraycopy(surplus, 0, into, 0, count);
        surplus = Arrays.copyOfRange(surplus, count, surplus.length);
        return count;
    }

    /** The body without its transfer encoding. Reading it blocks without a timeout. */
    InputStream body() {
        var raw = new RawBody();
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return new ChunkedBody(raw);
        }
        var length = headers.get("content-length");
        return length == null ? raw : new SizedBody(raw, Long.parseLong(length));
    }

    @Override
    public void close() {
        socket.close();
    }

    private final class RawBody extends InputStream {

        private byte[] buffer = new byte[0];
        private int position;

        @Override
        public int read() throws IOException {
            return fill() ? buffer[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            var count = Math.min(length, buffer.length - position);
            System.arraycopy(buffer, position, into, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (position < buffer.length) {
                return true;
            }
            var next = new byte[16 * 1024];
            var count = EngineResponse.this.read(next);
            buffer = count < 0 ? new byte[0] : Arrays.copyOf(next, count);
            position = 0;
            return count > 0;
        }
    }
}
