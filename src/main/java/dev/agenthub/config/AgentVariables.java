package dev.agenthub.config;

import dev.agenthub.config.HubConfig.AgentConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The environment variables configured for an agent's program. SmallRye Config treats {@code .env} as an environment
 * and adds an alias {@code a.key} for each {@code A_KEY} in it. Those aliases are filtered out.
 */
public final class AgentVariables {

    private AgentVariables() {
    }

    /** The variables by name, exactly as written. */
    public static Map<String, String> of(AgentConfig agent) {
        var variables = new LinkedHashMap<>(agent.env());
        variables.keySet().removeIf(name -> !isName(name)
                && agent.env().keySet().stream().anyMatch(other -> isName(other) && alias(other).equals(name)));
        return variables;
    }

    /** Whether {@code name} is a valid variable name: letters, digits and {@code _}, no leading digit. */
    static boolean isName(String name) {
        return !name.isEmpty() && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || c < 0x7f && Character.isLetterOrDigit(c));
    }

    private static String alias(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
