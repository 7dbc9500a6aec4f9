package dev.agenthub.agent;

import java.util.Objects;

/**
 * Who requested a change, and why. The words follow the change in a sentence: {@code requested by a person}.
 */
public record Cause(Who who, String words) {

    public Cause {
        Objects.requireNonNull(who, "who");
        if (words.isBlank()) {
            throw new IllegalArgumentException("words must not be blank.");
        }
    }

    /** The possible origins of a request. */
    public enum Who { PERSON, POLICY, HUB }

    /** A person, by page, CLI or API. */
    public static final Cause PERSON = new Cause(Who.PERSON, "requested by a person");

    /** A policy, with its reason. */
    public static Cause policy(String reason) {
        return new Cause(Who.POLICY, reason);
    }

    /** The hub itself, such as at its shutdown. */
    public static Cause hub(String reason) {
        return new Cause(Who.HUB, reason);
    }
}
