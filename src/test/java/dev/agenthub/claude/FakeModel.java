package dev.agenthub.claude;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A fake of the model's API ({@code fake-model.mjs}), run by node on the host, where containers reach it. */
final class FakeModel implements AutoCloseable {

    private final Process process;
    private final int port;

    FakeModel() throws IOException {
        process = new ProcessBuilder("node", Path.of("src/test/resources/fake-model.mjs").toString(), "0", "0.0.0.0")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        if (line == null) {
            throw new AssertionError("The fake model did not start: is node installed?");
        }
        port = Integer.parseInt(line.replaceAll(".*:(\\d+).*", "$1"));
    }

    String urlFromContainers() {
        return "http://host.docker.internal:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
