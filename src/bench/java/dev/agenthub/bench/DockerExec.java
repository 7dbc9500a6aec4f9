package dev.agenthub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code docker exec -it} in a terminal from {@code script}. */
final class DockerExec implements Contestant {

    private static final int CHUNK = 64 * 1024;

    private final String container;
    private final List<View> views = new ArrayList<>();

    DockerExec(String container) {
        this.container = container;
    }

    @Override
    public String name() {
        return "docker exec -it";
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public boolean servesMany() {
        return false;
    }

    @Override
    public Viewer open(Program program) throws IOException {
        var command = "exec docker exec -it " + container + " bench-agent " + program.word();
        var view = new View(new ProcessBuilder("script", "-qefc", command, "/dev/null").redirectErrorStream(true)
                .start());
        views.add(view);
        return ReadyMessage.await(view);
    }

    @Override
    public void idle(int programs) throws IOException {
        for (var i = 0; i < programs; i++) {
            open(Program.FLOOD);
        }
    }

    @Override
    public List<ProcessHandle> processes() {
        return views.stream().map(view -> view.process.toHandle()).toList();
    }

    @Override
    public void close() {
        views.forEach(View::close);
    }

    private record View(Process process, byte[] buffer) implements Viewer {

        View(Process process) {
            this(process, new byte[CHUNK]);
        }

        @Override
        public void type(String text) throws IOException {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        @Override
        public boolean read(Output output) throws IOException {
            var count = process.getInputStream().read(buffer);
            if (count > 0) {
                output.bytes(buffer, 0, count);
            }
            return count >= 0;
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
