package dev.agenthub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Waits until a newly started program prints that it is ready. */
final class ReadyMessage {

    private static final String WORD = "ready";

    private ReadyMessage() {
    }

    static Viewer await(Viewer viewer) throws IOException {
        var output = new StringBuilder();
        while (output.indexOf(WORD) < 0) {
            if (!viewer.read((data, offset, length) ->
                    output.append(new String(data, offset, length, StandardCharsets.ISO_8859_1)))) {
                throw new IOException("The program ended with the output: " + output);
            }
        }
        return viewer;
    }
}
