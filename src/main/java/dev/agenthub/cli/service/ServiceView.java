package dev.agenthub.cli.service;

import java.util.List;
import java.util.Map;

/**
 * How systemd sees the service.
 *
 * @param properties as {@code systemctl show} prints them; one that is missing says nothing
 */
public record ServiceView(Map<String, String> properties) {

    static final List<String> PROPERTIES = List.of("ActiveState", "SubState", "UnitFileState", "FragmentPath", "MainPID",
            "NRestarts", "Result", "StatusText", "ActiveEnterTimestamp");

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

    /** More of the state: running, dead, auto-restart… */
    public String detail() {
        return get("SubState");
    }

    /** Whether it starts with the user's manager: enabled, disabled… */
    public String enabled() {
        return get("UnitFileState");
    }

    /** Where the unit lies; empty where there is none. */
    public String unitFile() {
        return get("FragmentPath");
    }

    /** When it became active, in the words of systemd. */
    public String since() {
        return get("ActiveEnterTimestamp");
    }

    /** What the hub last said of itself. */
    public String words() {
        return get("StatusText");
    }

    /** How it ended last: success, exit-code, watchdog… */
    public String result() {
        return get("Result");
    }

    /** The hub's process; 0 is none. */
    public long pid() {
        return number("MainPID");
    }

    /** How often it was started anew by itself. */
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
