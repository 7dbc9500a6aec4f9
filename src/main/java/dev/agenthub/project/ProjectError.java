package dev.agenthub.project;

/** Something is wrong with the project's files; the message says what and where, for people. */
public final class ProjectError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProjectError(String message) {
        super(message);
    }

    public ProjectError(String message, Throwable cause) {
        super(message, cause);
    }
}
