package dev.agenthub.engine;

import java.util.Objects;

/**
 * One result of examining an engine, for people.
 *
 * @param subject what was examined, in a word or two
 * @param cure what to do; empty if nothing has to be done
 */
public record EngineFinding(Severity level, String subject, String text, String cure) {

    /** How serious a finding is. */
    public enum Severity {
        /** Nothing has to be done. */
        OK,
        /** Agents work, but not in every respect. */
        WARN,
        /** Agents cannot be started. */
        FAIL
    }

    public EngineFinding {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        if (cure.isBlank() != (level == Severity.OK)) {
            throw new IllegalArgumentException("A problem needs a cure, and nothing else has one.");
        }
    }

    public static EngineFinding ok(String subject, String text) {
        return new EngineFinding(Severity.OK, subject, text, "");
    }

    public static EngineFinding warn(String subject, String text, String cure) {
        return new EngineFinding(Severity.WARN, subject, text, cure);
    }

    public static EngineFinding fail(String subject, String text, String cure) {
        return new EngineFinding(Severity.FAIL, subject, text, cure);
    }
}
