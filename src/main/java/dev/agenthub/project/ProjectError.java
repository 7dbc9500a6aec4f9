package dev.agenthub.project;

/** A problem with the project's files; the message is user-facing and says what and where. */
public final class ProjectError extends RuntimeException {

    public ProjectError(String message) {
        super(message);
    }

    public ProjectError(String message, Throwable cause) {
        super(message, cause);
    }
}
