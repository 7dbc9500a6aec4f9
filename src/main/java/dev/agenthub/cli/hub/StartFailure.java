package dev.agenthub.cli.hub;

import dev.agenthub.cli.text.PlainText;
import java.net.BindException;

/** Describes why the hub could not start, in one sentence and without a stack trace. */
public final class StartFailure {

    private StartFailure() {
    }

    /** Uses the innermost cause, or a {@link BindException}; without a message, its class name. */
    public static String sentence(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            if (cause instanceof BindException) {
                break;
            }
            cause = cause.getCause();
        }
        var message = describe(cause);
        if (!(cause instanceof BindException)) {
            return message;
        }
        return "The hub cannot listen: " + message + ". " + (message.contains("in use")
                ? "Choose another port with --port, or check for a running hub with 'agent-hub status'."
                : "Choose an address of this machine with --host.");
    }

    /** A message that is a single word, such as the name of a missing class, needs the exception's class name. */
    private static String describe(Throwable cause) {
        var type = cause.getClass().getSimpleName();
        var message = cause.getMessage() == null ? "" : PlainText.line(cause.getMessage()).strip();
        return message.isEmpty() ? type + "." : message.contains(" ") ? message : type + ": " + message;
    }
}
