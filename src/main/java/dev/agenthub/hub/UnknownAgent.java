package dev.agenthub.hub;

/** Thrown for an agent that is not on the roster. */
public final class UnknownAgent extends RuntimeException {

    /** @param requested the requested id, as received; shown shortened and without control characters */
    public UnknownAgent(String requested) {
        super("There is no agent '%s' on the roster.".formatted(sanitized(requested)));
    }

    private static String sanitized(String requested) {
        var plain = requested.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 63 ? plain : plain.substring(0, 63) + "…";
    }
}
