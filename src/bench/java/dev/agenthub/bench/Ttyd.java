package dev.agenthub.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ttyd with {@code docker exec -it}; each viewer has its own process. */
final class Ttyd implements Contestant {

    private static final byte OUTPUT = '0';
    /** In seconds; longer than any measurement, because an idle viewer does not answer pings. */
    private static final String PING_INTERVAL = "3600";

    private final Process process;
    private final int port;
    private final List<Viewer> idle = new ArrayList<>();

    Ttyd(List<String> ttyd, String container, Path log) throws IOException, InterruptedException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var command = new ArrayList<>(ttyd);
        command.addAll(List.of("-i", "127.0.0.1", "-p", String.valueOf(port), "-W", "-a", "-d", "3", "-P",
                PING_INTERVAL,
                "docker", "exec", "-it", container, "bench-agent"));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Timeouts.await("ttyd listens", () -> {
            if (!process.isAlive()) {
                throw new IOException("ttyd ended: see " + log);
            }
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (java.net.ConnectException e) {
                return false; // not yet
            }
        });
    }

    @Override
    public String name() {
        return "ttyd";
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Viewer open(Program program) throws IOException {
        var socket = new WebSocketClient(URI.create("ws://127.0.0.1:%d/ws?arg=%s".formatted(port, program.word())),
                Map.of("Sec-WebSocket-Protocol", "tty"));
        socket.send(WebSocketClient.BINARY, "{\"AuthToken\":\"\",\"columns\":100,\"rows\":30}"
                .getBytes(StandardCharsets.UTF_8));
        return ReadyMessage.await(new View(socket));
    }

    @Override
    public void idle(int programs) throws IOException {
        for (var i = 0; i < programs; i++) {
            idle.add(open(Program.FLOOD));
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }

    @Override
    public void close() throws IOException {
        for (var view : idle) {
            view.close();
        }
        process.destroy();
    }

    /** A message starts with one byte for its type. */
    private static final class View implements Viewer, WebSocketClient.Receiver {

        private final WebSocketClient socket;
        private Output output;
        private boolean isOutput;

        View(WebSocketClient socket) {
            this.socket = socket;
        }

        @Override
        public void type(String text) throws IOException {
            socket.send(WebSocketClient.BINARY, ("0" + text).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean read(Output into) throws IOException {
            output = into;
            return socket.receive(this);
        }

        @Override
        public void binary(byte[] data, int offset, int length, boolean first) {
            if (first) {
                isOutput = data[offset] == OUTPUT;
            }
            if (isOutput) {
                var skipped = first ? 1 : 0;
                output.bytes(data, offset + skipped, length - skipped);
            }
        }

        @Override
        public void text(String message) {
            throw new IllegalStateException("ttyd sends binary messages only.");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
