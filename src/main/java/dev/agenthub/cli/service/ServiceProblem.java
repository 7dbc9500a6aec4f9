package dev.agenthub.cli.service;

/** A failure of a service command, with advice. */
public final class ServiceProblem extends RuntimeException {

    private final String advice;

    public ServiceProblem(String sentence, String advice) {
        super(sentence);
        this.advice = advice;
    }

    /** What to do, in one or more lines. */
    public String advice() {
        return advice;
    }
}
