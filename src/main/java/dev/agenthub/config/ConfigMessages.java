package dev.agenthub.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValidationException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats configuration values, and rewrites SmallRye Config's error messages in plain words. */
final class ConfigMessages {

    private static final String BEGIN = "The config property ";
    private static final String VALUE = " with the config value \"";
    private static final String THREW = "\" threw an Exception whilst being converted";
    private static final String EMPTY = " is defined as the empty String";
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
    private static final BigInteger STEP = BigInteger.valueOf(1024);

    private ConfigMessages() {
    }

    /** The first problem in the report. */
    static String sentence(ConfigValidationException report) {
        var message = withoutCode(report.getProblem(0).getMessage());
        if (!message.startsWith(BEGIN)) {
            return message;
        }
        var value = message.indexOf(VALUE);
        var threw = message.lastIndexOf(THREW);
        if (value > 0 && threw > value) {
            var name = message.substring(BEGIN.length(), value);
            return "%s is '%s', but must be %s.".formatted(name, message.substring(value + VALUE.length(), threw),
                    allowed(name, message.substring(threw + THREW.length())));
        }
        var empty = message.indexOf(EMPTY);
        if (empty > 0) {
            var name = message.substring(BEGIN.length(), empty);
            return "%s is empty, but must be %s.".formatted(name, allowed(name, ""));
        }
        return message;
    }

    private static String allowed(String name, String reason) {
        var type = Settings.named(name).<Class<?>>map(Setting::type).orElse(Object.class);
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants())
                    .map(word -> word.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
        if (type == Roster.class && !reason.isBlank()) {
            return withoutCode(reason.strip());
        }
        return ofType(type);
    }

    private static String ofType(Class<?> type) {
        if (type == int.class || type == Integer.class || type.getSimpleName().equals("OptionalInt")) {
            return "a whole number";
        } else if (type == double.class || type.getSimpleName().equals("OptionalDouble")) {
            return "a number";
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == Duration.class) {
            return "a time such as 500ms, 10s or 2m";
        } else if (type == MemorySize.class) {
            return "a size such as 64K, 4M or 1G";
        } else if (type == Path.class) {
            return "a path";
        } else if (type == URI.class) {
            return "a URL";
        }
        return type == Roster.class ? "agent ids, separated by commas" : "a value";
    }

    /** Strips prefixes such as {@code SRCFG00029: } and {@code java.lang.IllegalArgumentException: }. */
    private static String withoutCode(String text) {
        var rest = text;
        for (var colon = rest.indexOf(": "); colon > 0; colon = rest.indexOf(": ")) {
            var code = rest.substring(0, colon);
            if (code.indexOf(' ') >= 0 || !code.startsWith("SRCFG") && !code.endsWith("Exception")) {
                break;
            }
            rest = rest.substring(colon + 2);
        }
        return rest;
    }

    static String time(Duration time) {
        return time.isZero() ? "0s" : time.toString().replace("PT", "").toLowerCase(Locale.ROOT);
    }

    static String size(MemorySize size) {
        var number = size.asBigInteger();
        var unit = 0;
        while (unit < UNITS.size() - 1 && number.signum() > 0 && number.mod(STEP).signum() == 0) {
            number = number.divide(STEP);
            unit++;
        }
        return number + UNITS.get(unit);
    }
}
