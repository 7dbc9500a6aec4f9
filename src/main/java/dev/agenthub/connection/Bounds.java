package dev.agenthub.connection;

import java.time.Duration;

/**
 * How long a connection lives that does nothing.
 *
 * @param request   how long a request may take to arrive, from its first byte, or from the connection's beginning, to its last
 * @param keepAlive how long a connection stays open between two requests
 * @param silence   how long a WebSocket may send nothing, not even answers to pings
 * @param stall     how long a client may read nothing of what is sent to it
 */
record Bounds(Duration request, Duration keepAlive, Duration silence, Duration stall) {

    Bounds {
        for (var bound : new Duration[] {request, keepAlive, silence, stall}) {
            if (!bound.isPositive()) {
                throw new IllegalArgumentException("a bound of a connection must be positive, not " + bound);
            }
        }
    }
}
