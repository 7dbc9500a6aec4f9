package dev.agenthub.engine;

/** A failed engine call. The message is user-facing: what is wrong and what to do. */
public final class EngineException extends RuntimeException {

    /** Tells the caller how to react. */
    public enum Kind {
        /** The engine does not answer; a retry may succeed. */
        UNREACHABLE,
        /** The image does not exist and could not be pulled. */
        IMAGE_MISSING,
        /** The container of that name or id is not the hub's. */
        FOREIGN_CONTAINER,
        /** The container does not exist. */
        CONTAINER_GONE,
        /** The engine answered with an error. */
        REFUSED,
        /** The call timed out. */
        TIMED_OUT
    }

    private final Kind kind;

    public EngineException(Kind kind, String message) {
        this(kind, message, null);
    }

    public EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
