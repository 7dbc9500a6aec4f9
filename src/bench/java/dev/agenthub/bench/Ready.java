package dev.agenthub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Waits until a program that was just started says that it is ready. */
final class Ready {

    private static final String WORD = "ready";

    private Ready() {
    }

    static Viewer await(Viewer viewer) throws IOException {
        var said = new StringBuilder();
        while (said.indexOf(WORD) < 0) {
            if (!viewer.read((data, offset, length) -> said.append(new String(data, offset, length, StandardCharsets.ISO_8859_1)))) {
                throw new IOException("The program ended with: " + said);
            }
        }
        return viewer;
    }
}
