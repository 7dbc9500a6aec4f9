package dev.agenthub.inbox;

/** A task that is longer than the hub reads or writes; the message says it to people. */
public final class TaskTooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TaskTooLong(String name) {
        super("The task %s is too long: at most %d bytes are read or written.".formatted(name, Inbox.MOST_BYTES));
    }
}
