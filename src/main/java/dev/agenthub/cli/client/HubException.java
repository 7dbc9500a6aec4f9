package dev.agenthub.cli.client;

/** Thrown if a request to the hub fails. */
public final class HubException extends RuntimeException {

    private final transient Failure failure;

    public HubException(Failure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
