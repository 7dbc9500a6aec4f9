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
        String said = cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getSimpleName() : PlainText.line(cause.getMessage());
        return cause instanceof BindException
                ? "The hub cannot listen: " + said + ". Another program may have the port: choose one with --port."
                : said;
    }
}
