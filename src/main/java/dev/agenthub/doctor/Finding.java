package dev.agenthub.doctor;

import java.util.Locale;

/**
 * The result of a check.
 *
 * @param check what was checked, in a word or two
 * @param cure  what to do about it; empty if nothing
 */
public record Finding(String check, Level level, String text, String cure) {

    public enum Level {
        OK,
        /** The hub works, but less well than it could. */
        WARN,
        /** Something does not work. */
        FAIL;

        /** The spelling in JSON. */
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
