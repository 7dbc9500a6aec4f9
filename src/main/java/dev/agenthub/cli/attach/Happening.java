package dev.agenthub.cli.attach;

/** What passes through the lane of an attached terminal. */
sealed interface Happening {

    /** The person typed. */
    record Keys(byte[] bytes) implements Happening {}

    /** The person's terminal is gone. */
    record Hangup() implements Happening {}

    /** A whole frame came over this connection, which delivers the next one only when asked. */
    record Frame(HubSocket from, ServerFrame frame) implements Happening {}

    /** This connection is over. */
    record Closed(HubSocket from) implements Happening {}

    /** The window changed its size, or the process was in the background. */
    record WindowChanged() implements Happening {}

    /** A signal wants the process to end. */
    record Ended(int exitCode) implements Happening {}
}
