package dev.agenthub.agent;

/**
 * Who asked for a change, and why, in words that go on after the change: {@code asked by a person}.
 */
public record Cause(Who who, String words) {

    /** Who can ask. */
    public enum Who { PERSON, POLICY, HUB }

    /** A person, through any door. */
    public static final Cause PERSON = new Cause(Who.PERSON, "asked by a person");

    /** A policy, with its reason. */
    public static Cause policy(String reason) {
        return new Cause(Who.POLICY, reason);
    }

    /** The hub itself, about its own life. */
    public static Cause hub(String reason) {
        return new Cause(Who.HUB, reason);
    }
}
