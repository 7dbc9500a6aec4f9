package dev.agenthub.cli.attach;

import dev.agenthub.api.ServerMessage;

/** An event in the lane of an {@link AttachSession}. */
sealed interface AttachEvent {

    /** Keyboard input. */
    record Keys(byte[] bytes) implements AttachEvent {
    }

    /** The user's terminal is gone. */
    record Hangup() implements AttachEvent {
    }

    /** A complete frame from this connection, which delivers the next one only on request. */
    record Received(HubSocket from, ServerMessage message) implements AttachEvent {
    }

    /** This connection has closed. */
    record Closed(HubSocket from) implements AttachEvent {
    }

    /** The window was resized, or the process returned to the foreground. */
    record WindowChanged() implements AttachEvent {
    }

    /** A signal requested the process to end. */
    record Terminated(int exitCode) implements AttachEvent {
    }
}
