package dev.agenthub.policy;

import java.util.Locale;

/** When an agent is stopped. */
public enum ShutdownPolicy {
    /** Only on request. */
    MANUAL,
    /** After its inbox has become empty. */
    EMPTY,
    /** After a time without activity in its terminal. */
    IDLE;

    /** Its name in JSON and configuration; part of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
