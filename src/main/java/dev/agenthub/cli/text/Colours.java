package dev.agenthub.cli.text;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Whether to colour output: only on a capable terminal, and not if {@code NO_COLOR} is set. */
public enum Colours {
    ON, OFF;

    public static Colours of(Map<String, String> environment, boolean terminal) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
        return terminal && !refused ? ON : OFF;
    }

    public Ansi ansi() {
        return this == ON ? Ansi.ON : Ansi.OFF;
    }

    /** Green for active, red for errors, bold for agents that wait for a person, dim for inactive. */
    public String ofState(String state, String line) {
        var colour = switch (state) {
            case "active" -> "32";
            case "starting", "stopping" -> "33";
            case "waiting" -> "1;33";
            case "error" -> "31";
            default -> "2";
        };
        return this == ON ? "\033[" + colour + "m" + line + "\033[0m" : line;
    }
}
