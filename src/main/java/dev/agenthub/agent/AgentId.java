package dev.agenthub.agent;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a member of the roster. It becomes part of paths, container names and host names, so nothing but
 * {@value #GRAMMAR} is ever one.
 */
public record AgentId(String value) implements Comparable<AgentId> {

    /** What an id looks like, as a regular expression that people are shown. */
    public static final String GRAMMAR = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern PATTERN = Pattern.compile(GRAMMAR);

    /** @throws IllegalArgumentException with a sentence for people when {@code value} is not an id */
    public AgentId {
        if (value == null || !PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("An agent id must match " + GRAMMAR + ".");
        }
    }

    /** The id, or nothing where the text is none: for text that comes from outside. */
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
