package dev.agenthub.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SysPropConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Finds misspelt setting names in all configuration sources. An unknown name in a file or on the command line is an
 * error. Other programs use {@code HUB_} in the environment too, so only a name close to that of a setting is an error
 * there.
 */
final class NameCheck {

    private static final String KEYS = "hub.";
    private static final String VARIABLES = "HUB_";
    private static final String ENV = "ENV_";

    private final List<String> dotEnv;
    private final Map<String, String> environment;

    /**
     * @param dotEnv the {@code .env} file; need not exist
     * @throws ConfigError if it has a line that is not {@code KEY=value}
     */
    NameCheck(Path dotEnv, Map<String, String> environment) {
        this.dotEnv = DotEnv.names(dotEnv);
        this.environment = environment;
    }

    /**
     * Checks all sources.
     *
     * @return environment variables that begin with {@code HUB_} and are not settings, sorted
     * @throws ConfigError for the first name that is not a setting
     */
    List<String> check(SmallRyeConfig config) {
        var agents = agents(config);
        dotEnv.forEach(name -> checkDotEnv(name, agents));
        for (var source : config.getConfigSources()) {
            // Environment sources contain aliases that SmallRye Config adds, so the originals are checked instead.
            if (!(source instanceof EnvConfigSource)) {
                var place = place(source);
                new TreeSet<>(source.getPropertyNames()).forEach(name -> checkKey(withoutProfile(name), place));
            }
        }
        return foreign(agents);
    }

    private static void checkDotEnv(String name, List<String> agents) {
        var key = withoutProfile(name);
        if (key.startsWith(VARIABLES) || key.startsWith("hub_")) {
            var variable = key.toUpperCase(Locale.ROOT);
            if (!Settings.isVariable(variable)) {
                throw unknown(name, ".env", Settings.nearestVariable(variable, agents));
            }
            checkUnambiguous(variable, ".env", agents);
        } else {
            checkKey(key, ".env");
        }
    }

    private static void checkKey(String key, String place) {
        var ours = key.regionMatches(true, 0, KEYS, 0, KEYS.length())
                || key.regionMatches(true, 0, VARIABLES, 0, VARIABLES.length());
        if (ours && Settings.named(key).isEmpty()) {
            var dotted = key.startsWith(KEYS) ? key : key.toLowerCase(Locale.ROOT).replace('_', '.');
            throw unknown(key, place, Settings.nearest(dotted));
        }
    }

    private List<String> foreign(List<String> agents) {
        var foreign = new ArrayList<String>();
        for (var name : new TreeSet<>(environment.keySet())) {
            var upper = name.toUpperCase(Locale.ROOT);
            if (upper.startsWith(VARIABLES) && !Settings.isVariable(name)) {
                var nearest = Settings.nearestVariable(upper, agents);
                if (NameDistance.near(upper, nearest, VARIABLES.length())) {
                    throw unknown(name, "the environment", nearest);
                }
                foreign.add(name);
            } else if (name.startsWith(KEYS)) {
                checkKey(name, "the environment");
            } else {
                checkUnambiguous(name, "the environment", agents);
            }
        }
        return foreign;
    }

    /** A variable name preserves neither case nor the difference between {@code _}, {@code -} and the dot. */
    private static void checkUnambiguous(String name, String place, List<String> agents) {
        for (var agent : agents) {
            var begin = "HUB_AGENT_" + Setting.variable(agent) + "_";
            if (name.startsWith(begin)) {
                var rest = name.substring(begin.length());
                var variable = rest.startsWith(ENV);
                if (variable || agent.contains("_") || agent.contains("-")) {
                    throw new ConfigError(("%s in %s is ambiguous, since variable names do not distinguish case, "
                            + "or _ from -: ").formatted(name, place)
                            + "write hub.agent.%s.%s=… into .env.".formatted(agent, variable
                            ? "env." + rest.substring(ENV.length()) : rest.toLowerCase(Locale.ROOT).replace('_', '-')));
                }
            }
        }
    }

    private static ConfigError unknown(String name, String place, String nearest) {
        return new ConfigError("%s in %s is not a setting; did you mean %s?".formatted(name, place, nearest));
    }

    /** The ids on the roster, or none if it is invalid, which is reported elsewhere. */
    private static List<String> agents(SmallRyeConfig config) {
        try {
            return config.getOptionalValue("hub.agents", String.class).map(new RosterConverter()::convert)
                    .map(roster -> roster.ids().stream().map(Object::toString).toList()).orElse(List.of());
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** Strips the profile: {@code %dev.hub.port} becomes {@code hub.port}. */
    private static String withoutProfile(String name) {
        return name.startsWith("%") && name.contains(".") ? name.substring(name.indexOf('.') + 1) : name;
    }

    /** The name of a source for error messages: the path of a file. */
    private static String place(ConfigSource source) {
        if (source instanceof SysPropConfigSource) {
            return "the system properties (-D)";
        }
        var name = source.getName();
        var file = name.indexOf("file:");
        var end = name.indexOf(']', Math.max(file, 0));
        return file < 0 ? name : name.substring(file + "file:".length(), end < 0 ? name.length() : end);
    }
}
