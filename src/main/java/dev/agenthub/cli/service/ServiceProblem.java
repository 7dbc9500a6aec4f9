package dev.agenthub.cli.service;

/** Why there is no service, as a sentence for people, and what to do about it. */
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
