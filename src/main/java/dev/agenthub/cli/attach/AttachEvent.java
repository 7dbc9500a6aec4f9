package dev.agenthub.cli.attach;

/** What passes through the lane of an attached terminal. */
sealed interface AttachEvent {

    /** The person typed. */
    record Keys(byte[] bytes) implements AttachEvent {}

    /** The person's terminal is gone. */
    record Hangup() implements AttachEvent {}

    /** A whole frame came over this connection, which delivers the next one only when asked. */
    record Frame(HubSocket from, ServerFrame frame) implements AttachEvent {}

    /** This connection is over. */
    record Closed(HubSocket from) implements AttachEvent {}

    /** The window changed its size, or the process was in the background. */
    record WindowChanged() implements AttachEvent {}

    /** A signal wants the process to end. */
    record Ended(int exitCode) implements AttachEvent {}
}
