package dev.agenthub.agent;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a roster member. It becomes part of paths, container names and host names, so it must match
 * {@value #GRAMMAR}.
 */
public record AgentId(String value) implements Comparable<AgentId> {

    /** A regular expression for ids, also shown in messages. */
    public static final String GRAMMAR = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern PATTERN = Pattern.compile(GRAMMAR);

    /** @throws IllegalArgumentException with a user-facing message if {@code value} is not an id */
    public AgentId {
        if (value == null || !PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("An agent id must match " + GRAMMAR + ".");
        }
    }

    /** Parses untrusted text; empty if it is not a valid id. */
    public static Optional<AgentId> parse(String text) {
        return text != null && PATTERN.matcher(text).matches() ? Optional.of(new AgentId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
