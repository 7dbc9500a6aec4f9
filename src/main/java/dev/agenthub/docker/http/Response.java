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
import java.util.concurrent.Future;

/** The head of a response, and the connection for reading the rest. Closing it closes the connection. */
public final class Response implements Closeable {

    private static final int HEAD_LIMIT = 64 * 1024;

    private final int status;
    /** By lower-case name. */
    private final Map<String, String> headers;
    private final Connection connection;
    private final Deadline deadline;
    private final Future<?> closing;

    private Response(int status, Map<String, String> headers, Connection connection, Deadline deadline,
            Future<?> closing) {
        this.status = status;
        this.headers = headers;
        this.connection = connection;
        this.deadline = deadline;
        this.closing = closing;
    }

    /**
     * Reads a head byte by byte, and so nothing of what follows: what follows an upgrade belongs to its reader.
     *
     * @param closing will close the connection at the deadline
     */
    static Response read(Connection connection, Deadline deadline, Future<?> closing) throws IOException {
        var head = new byte[1024];
        var length = 0;
        var next = new byte[1];
        while (!endsWithBlankLine(head, length)) {
            if (connection.read(next) < 0) {
                throw new EOFException("the server closed the connection before it answered");
            }
            if (length == HEAD_LIMIT) {
                throw new IOException("the response head exceeds " + HEAD_LIMIT + " bytes");
            }
            head = length == head.length ? Arrays.copyOf(head, 2 * length) : head;
            head[length++] = next[0];
        }
        var lines = List.of(new String(head, 0, length, StandardCharsets.ISO_8859_1).split("\r\n"));
        return new Response(status(lines.getFirst()), headers(lines), connection, deadline, closing);
    }

    private static boolean endsWithBlankLine(byte[] head, int length) {
        return length >= 4 && head[length - 4] == '\r' && head[length - 3] == '\n' && head[length - 2] == '\r'
                && head[length - 1] == '\n';
    }

    private static int status(String line) throws IOException {
        var words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new IOException("the server does not speak HTTP: " + line);
        }
        return Integer.parseInt(words[1]);
    }

    private static Map<String, String> headers(List<String> lines) {
        var headers = new HashMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    public int status() {
        return status;
    }

    /** {@return the connection, for an upgrade} */
    public Connection connection() {
        return connection;
    }

    /** Lifts the request's deadline from the rest of the response, which may then take forever. */
    public void liftDeadline() {
        closing.cancel(false);
    }

    /** {@return the body without its transfer encoding} */
    public InputStream body() {
        var length = headers.get("content-length");
        return headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked") ? Body.chunked(this)
                : length == null ? Body.untilClosed(this) : Body.sized(this, Long.parseLong(length));
    }

    /** Waits for at least one byte; -1 at the end. */
    int read(byte[] into) throws IOException {
        try {
            return connection.read(into);
        } catch (IOException e) {
            throw closing.isCancelled() ? e : deadline.explain(e);
        }
    }

    @Override
    public void close() {
        closing.cancel(false);
        connection.close();
    }
}
