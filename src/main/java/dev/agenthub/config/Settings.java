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

/** All settings there are. Read off {@link HubConfig}, so that there is no second list of them. */
final class Settings {

    /** Variables that only the command line reads. */
    static final Set<String> OF_THE_COMMAND_LINE = Set.of("HUB_URL", "HUB_DETACH_KEYS");

    /** In the order of their names. Of the declaration alone, so a native executable may hold it ready. */
    static final List<Setting> ALL = below(List.of("hub"), HubConfig.class).stream()
            .sorted(Comparator.comparing(setting -> String.join(".", setting.segments()))).toList();

    private Settings() {
    }

    /** The setting with this key, if it is one. */
    static Optional<Setting> named(String key) {
        return ALL.stream().filter(setting -> setting.is(key)).findFirst();
    }

    static boolean isVariable(String name) {
        return OF_THE_COMMAND_LINE.contains(name) || ALL.stream().anyMatch(setting -> setting.isVariable(name));
    }

    /** The key that is most like this one, which is none. */
    static String nearest(String key) {
        var all = ALL.stream().map(setting -> setting.spelled(Setting.split(key))).toList();
        return all.stream().filter(name -> name.startsWith(key + ".") || key.startsWith(name + ".")).findFirst()
                .orElseGet(() -> nearest(key, all.stream()));
    }

    /** The variable that is most like this one, which is none. */
    static String nearestVariable(String name, List<String> agents) {
        return nearest(name, variables(agents));
    }

    /** The variables there are for these agents, but for those with other free words in them. */
    private static Stream<String> variables(List<String> agents) {
        return Stream.concat(OF_THE_COMMAND_LINE.stream(), ALL.stream().filter(setting -> !setting.segments().getLast().equals(Setting.ANY))
                .flatMap(setting -> setting.segments().contains(Setting.ANY)
                        ? agents.stream().map(agent -> String.join(".", setting.segments()).replace(Setting.ANY, agent))
                        : Stream.of(String.join(".", setting.segments())))
                .map(Setting::variable));
    }

    private static String nearest(String to, Stream<String> names) {
        return names.min(Comparator.comparingInt((String name) -> NameDistance.distance(to, name)).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static List<Setting> below(List<String> above, Class<?> type) {
        var settings = new ArrayList<Setting>();
        for (var method : type.getMethods()) {
            var here = and(above, name(method));
            var free = method.getReturnType() == Map.class;
            var of = free ? argument(method.getGenericReturnType(), 1) : method.getGenericReturnType();
            var path = free ? and(here, Setting.ANY) : here;
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
