package dev.agenthub.docker.http;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a response, and the connection for reading the rest. Closing it closes the connection.
 *
 * @param headers by lower-case name
 */
public record Response(int status, Map<String, String> headers, Connection connection) implements Closeable {

    private static final int HEAD_LIMIT = 64 * 1024;

    /** Reads a head byte by byte, and so nothing of what follows: what follows an upgrade belongs to its reader. */
    static Response read(Connection connection, Deadline deadline) throws IOException {
        var head = new byte[1024];
        var length = 0;
        var next = new byte[1];
        while (!endsWithBlankLine(head, length)) {
            var count = connection.read(next, deadline.remaining());
            if (count < 0) {
                throw new EOFException("the server closed the connection before it answered");
            }
            if (count > 0) {
                if (length == HEAD_LIMIT) {
                    throw new IOException("the response head exceeds " + HEAD_LIMIT + " bytes");
                }
                head = length == head.length ? Arrays.copyOf(head, 2 * length) : head;
                head[length++] = next[0];
            }
        }
        return parse(connection, new String(head, 0, length, StandardCharsets.ISO_8859_1));
    }

    private static boolean endsWithBlankLine(byte[] head, int length) {
        return length >= 4 && head[length - 4] == '\r' && head[length - 3] == '\n' && head[length - 2] == '\r'
                && head[length - 1] == '\n';
    }

    private static Response parse(Connection connection, String head) throws IOException {
        var lines = List.of(head.split("\r\n"));
        var words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new IOException("the server does not speak HTTP: " + head.strip());
        }
        var headers = new HashMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        return new Response(Integer.parseInt(words[1]), headers, connection);
    }

    /** The body without its transfer encoding. Reading it fails with {@link Deadline.Exceeded} after the deadline. */
    public InputStream body(Deadline deadline) {
        return body(Optional.of(deadline));
    }

    /** As {@link #body(Deadline)}, but reading blocks without a time limit. */
    public InputStream body() {
        return body(Optional.empty());
    }

    private InputStream body(Optional<Deadline> deadline) {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return Body.chunked(connection, deadline);
        }
        var length = headers.get("content-length");
        return length == null ? Body.untilClosed(connection, deadline)
                : Body.sized(connection, deadline, Long.parseLong(length));
    }

    @Override
    public void close() {
        connection.close();
    }
}
