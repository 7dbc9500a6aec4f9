package dev.agenthub.hub;

/** There is no such agent on the roster. */
public final class UnknownAgent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param asked what was asked for, as it came from outside; shown shortened and without control characters */
    public UnknownAgent(String asked) {
        super("There is no agent '%s' on the roster.".formatted(shown(asked)));
    }

    private static String shown(String asked) {
        var plain = asked.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 63 ? plain : plain.substring(0, 63) + "…";
    }
}
