package dev.agenthub.inbox;

/** A task exceeds the maximum size; the message is user-facing. */
public final class TaskTooLong extends RuntimeException {

    public TaskTooLong(String name) {
        super("The task %s is too long: the maximum is %d bytes.".formatted(name, Inbox.MAX_BYTES));
    }
}
