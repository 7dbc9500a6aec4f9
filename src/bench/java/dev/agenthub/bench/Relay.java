package dev.agenthub.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The simple relay {@code relay.py}: all viewers share one terminal and receive every byte. */
final class Relay implements Contestant {

    private final Process process;
    private final String container;
    private final Containers containers;
    private final int port;

    Relay(Path script, Path engine, Containers containers, Path log) throws IOException {
        this.containers = containers;
        this.container = containers.run("relay");
        process = new ProcessBuilder("python3", script.toString(), engine.toString()).redirectError(log.toFile())
                .start();
        port = Integer.parseInt(process.inputReader(StandardCharsets.US_ASCII).readLine());
    }

    @Override
    public String name() {
        return "Python relay";
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Viewer open(Program program) throws IOException {
        return open(container, program);
    }

    private Viewer open(String target, Program program) throws IOException {
        var address = URI.create("ws://127.0.0.1:%d/%s/%s".formatted(port, target, program.word()));
        return new View(new WebSocketClient(address, Map.of()));
    }

    @Override
    public void idle(int programs) throws IOException {
        for (var i = 0; i < programs; i++) {
            open(containers.run("relay-idle-" + i), Program.FLOOD).close();
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static final class View implements Viewer, WebSocketClient.Receiver {

        private final WebSocketClient socket;
        private Output output;

        View(WebSocketClient socket) {
            this.socket = socket;
        }

        @Override
        public void type(String text) throws IOException {
            socket.send(WebSocketClient.BINARY, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean read(Output into) throws IOException {
            output = into;
            return socket.receive(this);
        }

        @Override
        public void binary(byte[] data, int offset, int length, boolean first) {
            output.bytes(data, offset, length);
        }

        @Override
        public void text(String message) {
            throw new IllegalStateException("The relay sends binary messages only.");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
