package dev.agenthub.policy;

import java.util.Locale;

/** When an agent is launched. */
public enum LaunchPolicy {
    /** Only on request. */
    MANUAL,
    /** When its inbox holds a task. */
    AUTO,
    /** With the hub, and again whenever its program ends. No shutdown policy stops it. */
    ALWAYS;

    /** Its name in JSON and configuration; part of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
