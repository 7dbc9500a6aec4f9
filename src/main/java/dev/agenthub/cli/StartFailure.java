package dev.agenthub.cli;

import java.net.BindException;

/** Why the hub could not start, in one sentence and without a stack trace. */
final class StartFailure {

    private StartFailure() {}

    /** The innermost cause says it best; one that has no words is named by its kind. */
    static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            if (cause instanceof BindException) {
                break;
            }
            cause = cause.getCause();
        }
        String said = words(cause);
        if (!(cause instanceof BindException)) {
            return said;
        }
        return "The hub cannot listen: " + said + ". " + (said.contains("in use")
                ? "Choose another port with --port, or see who has it with 'agent-hub status'."
                : "Choose an address of this machine with --host.");
    }

    /** A message without a blank is a name, as of a class that is missing, and says nothing without the kind. */
    private static String words(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        String message = cause.getMessage() == null ? "" : PlainText.line(cause.getMessage()).strip();
        return message.isEmpty() ? kind + "." : message.contains(" ") ? message : kind + ": " + message;
    }
}
