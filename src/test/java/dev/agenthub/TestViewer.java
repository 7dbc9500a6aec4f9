package dev.agenthub;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A client of the WebSocket that keeps all it gets, in order. */
public final class TestViewer implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuffer output = new StringBuffer();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private volatile boolean reading = true;
    private WebSocket socket;
    private String stream;
    private long seq;
    private long painting;
    private boolean aborted;

    static TestViewer open(URI hub, String... subprotocols) {
        var viewer = new TestViewer();
        var builder = HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + RunningHub.TOKEN);
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0]);
        }
        viewer.socket = builder.buildAsync(URI.create("ws" + hub.toString().substring(4) + "/ws"), viewer).join();
        return viewer;
    }

    /** Sends a text frame as it is. */
    public TestViewer send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    public TestViewer subscribe(String agent) {
        return send("{\"type\":\"subscribe\",\"agent_id\":\"%s\"}".formatted(agent));
    }

    /** Subscribes with more fields: {@code "visible":false}, say. */
    public TestViewer subscribe(String agent, String fields) {
        return send("{\"type\":\"subscribe\",\"agent_id\":\"%s\",%s}".formatted(agent, fields));
    }

    /** Goes on where another viewer, whose connection is broken by now, came to. */
    public TestViewer subscribeAfter(TestViewer earlier, String agent) {
        synchronized (earlier) {
            if (earlier.painting > 0) {
                throw new AssertionError("The painting was not complete.");
            }
            return subscribe(agent, "\"since\":%d,\"stream\":\"%s\"".formatted(earlier.seq, earlier.stream));
        }
    }

    public TestViewer type(String agent, String data) {
        return send(JSON.createObjectNode().put("type", "input").put("agent_id", agent).put("data", data).toString());
    }

    public TestViewer resize(String agent, int cols, int rows) {
        return send("{\"type\":\"resize\",\"agent_id\":\"%s\",\"cols\":%d,\"rows\":%d}".formatted(agent, cols, rows));
    }

    /** Waits for a message of that type about anything, and takes it and all before it away. */
    public JsonNode next(String type) {
        return next(message -> message.get("type").asText().equals(type), type);
    }

    public JsonNode next(Predicate<JsonNode> wanted, String what) {
        await(what).atMost(PATIENCE).until(() -> messages.stream().anyMatch(wanted));
        while (true) {
            var message = messages.removeFirst();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /** Waits until the output, so far and to come, holds the text. */
    public TestViewer awaitOutput(String wanted) {
        await("output with " + wanted).atMost(PATIENCE).until(() -> output.indexOf(wanted) >= 0);
        return this;
    }

    /** All output so far. */
    public String output() {
        return output.toString();
    }

    public void forgetOutput() {
        output.setLength(0);
    }

    /** What a terminal of that size shows after all output so far. */
    public List<String> screen(int cols, int rows) {
        var emulator = new Emulator(cols, rows, 100);
        var bytes = output().getBytes(StandardCharsets.UTF_8);
        emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                // Nobody views the viewer.
            }

            @Override
            public void reply(byte[] answer) {
                throw new AssertionError("A viewer was asked something: the hub has to take questions out.");
            }
        });
        return emulator.text();
    }

    /** The binary frames so far. */
    public List<byte[]> frames() {
        return frames;
    }

    /** From now on nothing is read from the socket. */
    public void stall() {
        reading = false;
    }

    /** Reads again. */
    public void resume() {
        reading = true;
        socket.request(1);
    }

    /** Breaks the connection without a word; nothing is kept that comes later. */
    public synchronized void abort() {
        aborted = true;
        socket.abort();
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (aborted) {
            return null;
        }
        text.append(data);
        if (last) {
            try {
                var message = JSON.readTree(text.toString());
                if (message.get("type").asText().equals("output")) {
                    output.append(message.get("data").asText());
                    count(message.get("data").asText().getBytes(StandardCharsets.UTF_8).length);
                } else if (message.has("painting")) {
                    begin(message);
                }
                messages.add(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        more(from);
        return null;
    }

    @Override
    public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        if (aborted) {
            return null;
        }
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            var frame = binary.toByteArray();
            binary.reset();
            output.append(new String(frame, 1 + frame[0], frame.length - 1 - frame[0], StandardCharsets.UTF_8));
            frames.add(frame);
            count(frame.length - 1 - frame[0]);
        }
        more(from);
        return null;
    }

    private void begin(JsonNode message) {
        seq = message.get("seq").asLong();
        painting = message.get("painting").asLong();
        stream = message.path("stream").asText(stream);
    }

    private void count(long bytes) {
        var painted = Math.min(painting, bytes);
        painting -= painted;
        seq += bytes - painted;
    }

    private void more(WebSocket from) {
        if (reading) {
            from.request(1);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
