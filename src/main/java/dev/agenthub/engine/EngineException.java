package dev.agenthub.engine;

/** An engine call that failed, with a sentence for people that says what is wrong and what to do. */
public final class EngineException extends RuntimeException {

    /** What a caller can make of a failure. */
    public enum Kind {
        /** The engine does not answer; it may later. */
        UNREACHABLE,
        /** The image is not there and could not be pulled. */
        IMAGE_MISSING,
        /** A container of that name or id is not ours. */
        FOREIGN_CONTAINER,
        /** There is no such container (any more). */
        CONTAINER_GONE,
        /** The engine answered, and refused or failed. */
        REFUSED,
        /** The engine took longer than the call's bound. */
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
