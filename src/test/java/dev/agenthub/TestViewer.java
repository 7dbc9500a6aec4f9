package dev.agenthub;

import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.api.ClientMessage.Input;
import dev.agenthub.api.ClientMessage.Resize;
import dev.agenthub.api.ClientMessage.Subscribe;
import dev.agenthub.api.EventJson;
import dev.agenthub.api.ServerMessage;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.Wire;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A WebSocket client that collects everything it receives, in order. */
public final class TestViewer implements WebSocket.Listener, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<ServerMessage> messages = new CopyOnWriteArrayList<>();
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
        var builder = HttpClient.newHttpClient().newWebSocketBuilder()
                .header("Authorization", "Bearer " + RunningHub.TOKEN);
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0]);
        }
        viewer.socket = builder.buildAsync(URI.create("ws" + hub.toString().substring(4) + "/ws"), viewer).join();
        return viewer;
    }

    /** Sends a raw text frame. */
    public TestViewer send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    public TestViewer send(ClientMessage message) {
        return send(Wire.write(message));
    }

    public TestViewer subscribe(String agent) {
        return send(new Subscribe(new AgentId(agent), false));
    }

    /** Resumes from the position of an earlier, disconnected viewer. */
    public TestViewer subscribeAfter(TestViewer earlier, String agent) {
        synchronized (earlier) {
            if (earlier.painting > 0) {
                throw new AssertionError("The painting was not complete.");
            }
            return send(new Subscribe(new AgentId(agent), Optional.empty(), Optional.empty(),
                    Optional.of(earlier.stream), Optional.of(earlier.seq)));
        }
    }

    public TestViewer type(String agent, String data) {
        return send(new Input(new AgentId(agent), data));
    }

    public TestViewer resize(String agent, int cols, int rows) {
        return send(new Resize(new AgentId(agent), cols, rows, Optional.empty()));
    }

    /** Waits for a message of that type. Removes it and all messages before it. */
    public <T extends ServerMessage> T next(Class<T> type) {
        return next(type, message -> true, type.getSimpleName());
    }

    /** Waits for a message of that type which meets the condition. Removes it and all messages before it. */
    public <T extends ServerMessage> T next(Class<T> type, Predicate<T> condition, String description) {
        Predicate<ServerMessage> wanted = message -> type.isInstance(message) && condition.test(type.cast(message));
        await(description).atMost(TIMEOUT).until(() -> messages.stream().anyMatch(wanted));
        while (true) {
            var message = messages.removeFirst();
            if (wanted.test(message)) {
                return type.cast(message);
            }
        }
    }

    /** Waits until the output contains the text. */
    public TestViewer awaitOutput(String wanted) {
        await("output with " + wanted).atMost(TIMEOUT).until(() -> output.indexOf(wanted) >= 0);
        return this;
    }

    /** All output so far. */
    public String output() {
        return output.toString();
    }

    public void clearOutput() {
        output.setLength(0);
    }

    /** The screen of a terminal of that size after all output so far. */
    public List<String> screen(int cols, int rows) {
        var emulator = new Emulator(cols, rows, 100);
        var bytes = output().getBytes(StandardCharsets.UTF_8);
        emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                // Not needed: the screen is read at the end.
            }

            @Override
            public void reply(byte[] answer) {
                throw new AssertionError("The output contains a terminal query, which the hub must remove.");
            }
        });
        return emulator.text();
    }

    /** The binary frames so far. */
    public List<byte[]> frames() {
        return frames;
    }

    /** Stops reading from the socket. */
    public void stall() {
        reading = false;
    }

    /** Resumes reading. */
    public void resume() {
        reading = true;
        socket.request(1);
    }

    /** Aborts the connection. Later input is ignored. */
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
                var message = Wire.JSON.readValue(text.toString(), ServerMessage.class);
                follow(message);
                messages.add(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        requestMore(from);
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
        requestMore(from);
        return null;
    }

    private void follow(ServerMessage message) {
        switch (message) {
            case TerminalMessage.Subscribed it -> {
                stream = it.stream();
                expect(it.seq(), it.painting());
            }
            case TerminalMessage.Resized it -> expect(it.seq(), it.painting());
            case TerminalMessage.Gap it -> expect(it.seq(), it.painting());
            case TerminalMessage.Output it -> {
                output.append(it.data());
                count(it.data().getBytes(StandardCharsets.UTF_8).length);
            }
            case TerminalMessage.Unsubscribed it -> { }
            case TerminalMessage.Error it -> { }
            case EventJson it -> { }
        }
    }

    private void expect(long at, long bytes) {
        seq = at;
        painting = bytes;
    }

    private void count(long bytes) {
        var painted = Math.min(painting, bytes);
        painting -= painted;
        seq += bytes - painted;
    }

    private void requestMore(WebSocket from) {
        if (reading) {
            from.request(1);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
