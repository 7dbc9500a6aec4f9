package dev.agenthub.docker.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sends requests to one server. Opens one connection per request. Thread-safe. */
public final class HttpClient {

    private static final long TIMER_IDLE_SECONDS = 5;

    private final Endpoint endpoint;
    /** Closes connections at their deadlines; its thread exists only while requests are pending. */
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("http-deadline").factory());

    public HttpClient(Endpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(TIMER_IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * Sends a request and reads the head of the response, of any status. The caller must close the response.
     *
     * @param target the path and query
     * @param body possibly empty
     * @param deadline of the request and of the whole response; see {@link Response#liftDeadline}
     * @throws Deadline.Exceeded if the head has not arrived by the deadline, connecting included
     */
    public Response send(String method, String target, Map<String, String> headers, byte[] body, Deadline deadline)
            throws IOException {
        var connection = endpoint.connect(deadline);
        try {
            var closing = timer.schedule(connection::close, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            connection.write(request(method, target, headers, body));
            return Response.read(connection, deadline, closing);
        } catch (IOException e) {
            connection.close();
            throw deadline.explain(e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static byte[] request(String method, String target, Map<String, String> headers, byte[] body) {
        // Every HTTP/1.1 request needs a host, but over a Unix socket it has no meaning.
        var head = new StringBuilder(256).append(method).append(' ').append(target)
                .append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Connection")) {
            head.append("Connection: close\r\n");
        }
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        var all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}
