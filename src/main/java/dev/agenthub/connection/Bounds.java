package dev.agenthub.connection;

import java.time.Duration;

/**
 * Time limits of a connection.
 *
 * @param request   for a request to arrive, from its first byte (the first request: from the connect) to its last
 * @param keepAlive for an idle connection between two requests
 * @param silence   for a WebSocket that sends nothing, not even pongs
 * @param stall     for a client that does not read
 */
record Bounds(Duration request, Duration keepAlive, Duration silence, Duration stall) {

    Bounds {
        for (var bound : new Duration[] {request, keepAlive, silence, stall}) {
            if (!bound.isPositive()) {
                throw new IllegalArgumentException("a connection's time limit must be positive, not " + bound);
            }
        }
    }
}
