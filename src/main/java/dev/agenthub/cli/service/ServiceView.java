package dev.agenthub.cli.service;

import java.util.List;
import java.util.Map;

/**
 * The state of the service in systemd.
 *
 * @param properties as {@code systemctl show} prints them; missing ones are treated as empty
 */
public record ServiceView(Map<String, String> properties) {

    static final List<String> PROPERTIES = List.of("ActiveState", "SubState", "UnitFileState", "FragmentPath",
            "MainPID", "NRestarts", "Result", "StatusText", "ActiveEnterTimestamp");

    public ServiceView {
        properties = Map.copyOf(properties);
    }

    public boolean isInstalled() {
        return !unitFile().isEmpty();
    }

    public boolean isActive() {
        return state().equals("active");
    }

    /** active, inactive, activating, deactivating or failed. */
    public String state() {
        return get("ActiveState");
    }

    /** The detailed state: running, dead, auto-restart, and others. */
    public String detail() {
        return get("SubState");
    }

    /** Whether the service starts with the user manager: enabled, disabled, and others. */
    public String enabled() {
        return get("UnitFileState");
    }

    /** The path of the unit; empty if there is none. */
    public String unitFile() {
        return get("FragmentPath");
    }

    /** When the service became active, in systemd's format. */
    public String since() {
        return get("ActiveEnterTimestamp");
    }

    /** The status that the hub last reported. */
    public String statusText() {
        return get("StatusText");
    }

    /** How the service last ended: success, exit-code, watchdog, and others. */
    public String result() {
        return get("Result");
    }

    /** The hub's process id; 0 if it is not running. */
    public long pid() {
        return number("MainPID");
    }

    /** The number of automatic restarts. */
    public long restarts() {
        return number("NRestarts");
    }

    private String get(String name) {
        return properties.getOrDefault(name, "");
    }

    private long number(String name) {
        return get(name).isEmpty() ? 0 : Long.parseLong(get(name));
    }
}
