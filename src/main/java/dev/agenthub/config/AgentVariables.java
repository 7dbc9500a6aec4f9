package dev.agenthub.config;

import dev.agenthub.config.HubConfig.AgentConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The environment that is configured for an agent's program. The library reads {@code .env} as an environment too, and adds
 * {@code a.key} to what stands there as {@code A_KEY}: such a shadow is left away, since nobody wrote it.
 */
public final class AgentVariables {

    private AgentVariables() {
    }

    /** The variables by name, as they were written. */
    public static Map<String, String> of(AgentConfig agent) {
        var written = new LinkedHashMap<>(agent.env());
        written.keySet().removeIf(name -> !isName(name)
                && agent.env().keySet().stream().anyMatch(other -> isName(other) && shadow(other).equals(name)));
        return written;
    }

    /** Whether programs can have a variable of this name: letters, digits and {@code _}. */
    static boolean isName(String name) {
        return !name.isEmpty() && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || c < 0x7f && Character.isLetterOrDigit(c));
    }

    private static String shadow(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
