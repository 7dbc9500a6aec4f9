package dev.agenthub.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import dev.agenthub.expect.LinearPattern;

/**
 * Something to wait for, in the hub's words.
 *
 * @param name  {@code state}, {@code text} or {@code still}
 * @param value a state, a regular expression, or milliseconds
 */
record WaitCondition(String name, String value) {

    private static final List<String> STATES = List.of("inactive", "starting", "active", "stopping", "error");
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
    private static final String USUAL_STILLNESS = "2s";

    /** @throws TypeConversionException with what is allowed */
    static WaitCondition parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (name) {
            case "state" -> new WaitCondition(name, state(value));
            case "text" -> new WaitCondition(name, regex(value));
            case "still" -> new WaitCondition(name, millis(equals < 0 ? USUAL_STILLNESS : value));
            default -> throw new TypeConversionException("a condition is state=STATE, text=REGEX or still[=TIME]");
        };
    }

    private static String state(String word) {
        if (!STATES.contains(word)) {
            throw new TypeConversionException("a state is one of " + String.join(", ", STATES));
        }
        return word;
    }

    private static String regex(String text) {
        try {
            LinearPattern.of(text);
            return text;
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException("the text " + wrong.getMessage());
        }
    }

    private static String millis(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new TypeConversionException("a time is a number with ms or s, such as 500ms or 3s");
        }
        long number = Long.parseLong(time.group(1));
        return Long.toString(time.group(2).equals("s") ? number * 1000 : number);
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<WaitCondition> {
        @Override
        public WaitCondition convert(String text) {
            return parse(text);
        }
    }
}
