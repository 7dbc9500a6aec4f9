package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentState;
import dev.agenthub.api.Wire;
import dev.agenthub.expect.LinearPattern;
import java.util.Arrays;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A condition to wait for, as a query parameter of the hub's API.
 *
 * @param name  {@code state}, {@code text} or {@code still}
 * @param value a state, a regular expression, or milliseconds
 */
record WaitCondition(String name, String value) {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
    private static final String DEFAULT_STILL_TIME = "2s";

    /** @throws TypeConversionException if the condition is invalid; the message says what is allowed */
    static WaitCondition parse(String text) {
        int equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals);
        var value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (name) {
            case "state" -> new WaitCondition(name, state(value));
            case "text" -> new WaitCondition(name, regex(value));
            case "still" -> new WaitCondition(name, millis(equals < 0 ? DEFAULT_STILL_TIME : value));
            default -> throw new TypeConversionException("expected state=STATE, text=REGEX or still[=TIME]");
        };
    }

    private static String state(String value) {
        if (Arrays.stream(AgentState.values()).map(Wire::word).noneMatch(value::equals)) {
            throw new TypeConversionException("the state must be one of " + Wire.words(AgentState.class));
        }
        return value;
    }

    private static String regex(String text) {
        try {
            LinearPattern.of(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("the text " + e.getMessage());
        }
    }

    private static String millis(String text) {
        var time = TIME.matcher(text);
        if (!time.matches()) {
            throw new TypeConversionException("the time must be a number followed by ms or s, such as 500ms or 3s");
        }
        long number = Long.parseLong(time.group(1));
        return Long.toString(time.group(2).equals("s") ? number * 1000 : number);
    }

    static final class Converter implements ITypeConverter<WaitCondition> {
        @Override
        public WaitCondition convert(String text) {
            return parse(text);
        }
    }
}
