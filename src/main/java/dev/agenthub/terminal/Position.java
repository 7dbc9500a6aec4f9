package dev.agenthub.terminal;

import java.util.Objects;

/**
 * A position in an agent's output, as a client has received it.
 *
 * @param stream the name of the output stream: a hub begins a new one for each agent when it starts
 * @param bytes bytes of the stream received, paintings not counted
 */
public record Position(String stream, long bytes) {

    public Position {
        Objects.requireNonNull(stream, "stream");
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative: " + bytes);
        }
    }
}
