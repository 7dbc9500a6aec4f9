package dev.agenthub.doctor;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param check what was looked at, in a word or two
 * @param cure  what to do about it; empty where nothing is to be done
 */
public record Finding(String check, Level level, String text, String cure) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** The hub works, but less well than it could. */
        WARN,
        /** Something will not work. */
        FAIL;

        /** As it is written for programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String text) {
        return new Finding(check, Level.OK, text, "");
    }

    static Finding warn(String check, String text, String cure) {
        return new Finding(check, Level.WARN, text, cure);
    }

    static Finding fail(String check, String text, String cure) {
        return new Finding(check, Level.FAIL, text, cure);
    }
}
