package dev.agenthub.config;

import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All settings, derived from {@link HubConfig} by reflection. */
final class Settings {

    /** Variables read only by the command line. */
    static final Set<String> CLI_VARIABLES = Set.of("HUB_URL", "HUB_DETACH_KEYS");

    /** Sorted by name. Depends only on the declaration, so a native executable computes it at build time. */
    static final List<Setting> ALL = below(List.of("hub"), HubConfig.class).stream()
            .sorted(Comparator.comparing(setting -> String.join(".", setting.segments()))).toList();

    private Settings() {
    }

    /** The setting with this key. */
    static Optional<Setting> named(String key) {
        return ALL.stream().filter(setting -> setting.is(key)).findFirst();
    }

    static boolean isVariable(String name) {
        return CLI_VARIABLES.contains(name) || ALL.stream().anyMatch(setting -> setting.isVariable(name));
    }

    /** The setting closest to this unknown key. */
    static String nearest(String key) {
        var all = ALL.stream().map(setting -> setting.spelled(Setting.split(key))).toList();
        return all.stream().filter(name -> name.startsWith(key + ".") || key.startsWith(name + ".")).findFirst()
                .orElseGet(() -> nearest(key, all.stream()));
    }

    /** The variable closest to this unknown one. */
    static String nearestVariable(String name, List<String> agents) {
        return nearest(name, variables(agents));
    }

    /** The variables for these agents, without those that end in a name chosen by the user. */
    private static Stream<String> variables(List<String> agents) {
        return Stream.concat(CLI_VARIABLES.stream(), ALL.stream()
                .filter(setting -> !setting.segments().getLast().equals(Setting.ANY))
                .flatMap(setting -> setting.segments().contains(Setting.ANY)
                        ? agents.stream().map(agent -> String.join(".", setting.segments()).replace(Setting.ANY, agent))
                        : Stream.of(String.join(".", setting.segments())))
                .map(Setting::variable));
    }

    private static String nearest(String to, Stream<String> names) {
        return names.min(Comparator.comparingInt((String name) -> NameDistance.distance(to, name))
                .thenComparing(Comparator.naturalOrder())).orElseThrow();
    }

    private static List<Setting> below(List<String> above, Class<?> type) {
        var settings = new ArrayList<Setting>();
        for (var method : type.getMethods()) {
            var key = and(above, name(method));
            var isMap = method.getReturnType() == Map.class;
            var of = isMap ? argument(method.getGenericReturnType(), 1) : method.getGenericReturnType();
            var path = isMap ? and(key, Setting.ANY) : key;
            if (of instanceof Class<?> group && group.getEnclosingClass() == HubConfig.class && group.isInterface()) {
                settings.addAll(below(path, group));
            } else {
                settings.add(leaf(path, of));
            }
        }
        return settings;
    }

    private static Setting leaf(List<String> path, Type of) {
        var list = of.getTypeName().contains("java.util.List<");
        var inner = of;
        while (inner instanceof ParameterizedType nested) {
            inner = argument(nested, 0);
        }
        return new Setting(path, (Class<?>) inner, list);
    }

    private static Type argument(Type of, int index) {
        return ((ParameterizedType) of).getActualTypeArguments()[index];
    }

    private static List<String> and(List<String> above, String name) {
        return Stream.concat(above.stream(), Stream.of(name)).toList();
    }

    private static String name(Method method) {
        if (method.isAnnotationPresent(WithName.class)) {
            return method.getAnnotation(WithName.class).value();
        }
        var name = new StringBuilder();
        for (var c : method.getName().toCharArray()) {
            name.append(Character.isUpperCase(c) ? "-" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return name.toString();
    }
}
