package dev.agenthub.cli.client;

/** Carries a {@link Failure} from the call to the one place that prints it. */
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
