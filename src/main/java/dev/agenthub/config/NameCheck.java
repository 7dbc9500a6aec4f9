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
 * Finds names that are no settings wherever settings are read: one that nobody reads is a setting that somebody believes to be made.
 * In files and on the command line each is an error. In the environment other programs use {@code HUB_} too: only what is near a
 * setting's name is an error there.
 */
final class NameCheck {

    private static final String KEYS = "hub.";
    private static final String VARIABLES = "HUB_";
    private static final String ENV = "ENV_";

    private final List<String> dotEnv;
    private final Map<String, String> environment;

    /**
     * @param dotEnv the file that is read as one, present or not
     * @throws ConfigError where it has a line that is not {@code KEY=value}
     */
    NameCheck(Path dotEnv, Map<String, String> environment) {
        this.dotEnv = DotEnv.names(dotEnv);
        this.environment = environment;
    }

    /**
     * Looks at all sources.
     *
     * @return variables of the environment that begin like the hub's and are none, in the order of their names
     * @throws ConfigError for the first name that is no setting
     */
    List<String> check(SmallRyeConfig config) {
        var agents = agents(config);
        dotEnv.forEach(name -> inDotEnv(name, agents));
        for (var source : config.getConfigSources()) {
            // The two kinds of environments are looked at themselves: the library adds names of its own to them.
            if (!(source instanceof EnvConfigSource)) {
                var place = place(source);
                new TreeSet<>(source.getPropertyNames()).forEach(name -> inFile(withoutProfile(name), place));
            }
        }
        return strangers(agents);
    }

    private static void inDotEnv(String name, List<String> agents) {
        var key = withoutProfile(name);
        if (key.startsWith(VARIABLES) || key.startsWith("hub_")) {
            var variable = key.toUpperCase(Locale.ROOT);
            if (!Settings.isVariable(variable)) {
                throw unknown(name, ".env", Settings.nearestVariable(variable, agents));
            }
            readable(variable, ".env", agents);
        } else {
            inFile(key, ".env");
        }
    }

    private static void inFile(String key, String place) {
        var ours = key.regionMatches(true, 0, KEYS, 0, KEYS.length()) || key.regionMatches(true, 0, VARIABLES, 0, VARIABLES.length());
        if (ours && Settings.named(key).isEmpty()) {
            throw unknown(key, place, Settings.nearest(key.startsWith(KEYS) ? key : key.toLowerCase(Locale.ROOT).replace('_', '.')));
        }
    }

    private List<String> strangers(List<String> agents) {
        var strangers = new ArrayList<String>();
        for (var name : new TreeSet<>(environment.keySet())) {
            var upper = name.toUpperCase(Locale.ROOT);
            if (upper.startsWith(VARIABLES) && !Settings.isVariable(name)) {
                var nearest = Settings.nearestVariable(upper, agents);
                if (NameDistance.near(upper, nearest, VARIABLES.length())) {
                    throw unknown(name, "the environment", nearest);
                }
                strangers.add(name);
            } else if (name.startsWith(KEYS)) {
                inFile(name, "the environment");
            } else {
                readable(name, "the environment", agents);
            }
        }
        return strangers;
    }

    /** A variable's name tells neither case nor {@code _} from {@code -} and the dot: some settings cannot be made by one. */
    private static void readable(String name, String place, List<String> agents) {
        for (var agent : agents) {
            var begin = "HUB_AGENT_" + Setting.variable(agent) + "_";
            if (name.startsWith(begin)) {
                var rest = name.substring(begin.length());
                var variable = rest.startsWith(ENV);
                if (variable || agent.contains("_") || agent.contains("-")) {
                    throw new ConfigError("%s in %s would not be read as what is meant, since such a name tells neither case nor _ from -: "
                            .formatted(name, place) + "write hub.agent.%s.%s=… into .env.".formatted(agent, variable
                            ? "env." + rest.substring(ENV.length()) : rest.toLowerCase(Locale.ROOT).replace('_', '-')));
                }
            }
        }
    }

    private static ConfigError unknown(String name, String place, String nearest) {
        return new ConfigError("%s in %s is not a setting; did you mean %s?".formatted(name, place, nearest));
    }

    /** The roster, for the names of its agents' variables; whether it is right is checked elsewhere. */
    private static List<String> agents(SmallRyeConfig config) {
        try {
            return config.getOptionalValue("hub.agents", String.class).map(new RosterConverter()::convert)
                    .map(roster -> roster.ids().stream().map(Object::toString).toList()).orElse(List.of());
        } catch (RuntimeException wrong) {
            return List.of();
        }
    }

    /** {@code %dev.hub.port} is {@code hub.port} in a profile. */
    private static String withoutProfile(String name) {
        return name.startsWith("%") && name.contains(".") ? name.substring(name.indexOf('.') + 1) : name;
    }

    /** Where people look: a file by its path. */
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
