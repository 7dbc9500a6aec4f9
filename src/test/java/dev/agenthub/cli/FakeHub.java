package dev.agenthub.cli;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agenthub.api.ProblemJson;
import dev.agenthub.api.ServerMessage;
import dev.agenthub.api.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server with canned responses that records requests. */
final class FakeHub implements AutoCloseable {

    private record Answer(int status, String type, String body, boolean once) {
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> awaited = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Answers with one of the API's records, or a list of them.
     *
     * @param call a method and a path, such as {@code GET /api/status}
     */
    FakeHub answers(String call, Object word) {
        return answers(call, 200, "application/json", Wire.write(word));
    }

    FakeHub refuses(String call, int status, String detail) {
        return answers(call, status, "application/problem+json",
                Wire.write(new ProblemJson(status, "Refused", detail)));
    }

    FakeHub answers(String call, int status, String type, String body) {
        answers.put(call, new Answer(status, type, body, false));
        return this;
    }

    /** Answers once another call has come twice. */
    FakeHub answersAfterTwo(String other, String call, Object word) {
        awaited.put(call, other);
        return answers(call, word);
    }

    /** Answers once with a stream of this event, then with 404. */
    FakeHub streamsOnce(String call, long id, ServerMessage event) {
        answers.put(call, new Answer(200, "text/event-stream", "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(id, Wire.type(event.getClass()), Wire.write(event)), true));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(call + (body.isEmpty() ? "" : " " + body) + " "
                + exchange.getRequestHeaders().getFirst("Authorization")
                + (exchange.getRequestHeaders().containsKey("Last-Event-ID")
                        ? " after " + exchange.getRequestHeaders().getFirst("Last-Event-ID") : ""));
        if (awaited.containsKey(call)) {
            var other = awaited.get(call) + " ";
            await().until(() -> requests.stream().filter(seen -> seen.startsWith(other)).count() >= 2);
        }
        var answer = answers.getOrDefault(call, new Answer(404, "text/plain", "nothing here", false));
        if (answer.once) {
            answers.remove(call);
        }
        var bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
