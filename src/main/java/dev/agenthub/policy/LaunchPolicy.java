package dev.agenthub.policy;

import java.util.Locale;

/** When an agent is launched. */
public enum LaunchPolicy {
    /** Only when asked. */
    MANUAL,
    /** When its inbox holds a task. */
    AUTO,
    /** With the hub, and again whenever it ends. No shutdown policy stops it. */
    ALWAYS;

    /** The word for it in JSON and configuration: part of the contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
