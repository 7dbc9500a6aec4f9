package dev.agenthub.cli.command;

/** A failure on this machine, with advice. */
public final class LocalFailure extends RuntimeException {

    private final String advice;

    public LocalFailure(String sentence, String advice) {
        super(sentence);
        this.advice = advice;
    }

    /** What to do, in one or more lines. */
    public String advice() {
        return advice;
    }
}
