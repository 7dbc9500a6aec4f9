package dev.agenthub.policy;

import java.util.Locale;

/** When an agent is stopped. */
public enum ShutdownPolicy {
    /** Only when asked. */
    MANUAL,
    /** When its inbox has become empty. */
    EMPTY,
    /** When its terminal has shown no activity for a time. */
    IDLE;

    /** The word for it in JSON and configuration: part of the contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
