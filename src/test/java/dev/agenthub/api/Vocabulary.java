package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of the API as the documents describe them, read from its records: their components, and their Javadoc in
 * the source. Not a library's job: those for OpenAPI and AsyncAPI do not know the messages of WebSockets, and take
 * neither nullability nor words from the types.
 */
final class Vocabulary {

    private static final Path SOURCE = Path.of("src/main/java");

    /** The kind of a value. */
    sealed interface Kind {
        record Text() implements Kind {
        }

        record Time() implements Kind {
        }

        record Id() implements Kind {
        }

        record Whole(boolean isLong) implements Kind {
        }

        record Flag() implements Kind {
        }

        record Listing(Kind of) implements Kind {
        }

        record Dictionary(Kind of) implements Kind {
        }

        /** A named type: a record, a union of records, or an enumeration. */
        record Named(Class<?> type) implements Kind {
        }
    }

    /**
     * A field of a record.
     *
     * @param required whether it is always present
     * @param nullable whether it may be null
     * @param description empty if its name is enough
     */
    record Field(String name, Kind kind, boolean required, boolean nullable, String description) {
    }

    private static final Map<Class<?>, String> NAMES = Map.of(EventJson.class, "HubEvent");

    private Vocabulary() {
    }

    /** The name of a word in the documents. */
    static String name(Class<?> word) {
        var simple = NAMES.getOrDefault(word, word.getSimpleName().replaceFirst("Json$", ""));
        var message = word.getEnclosingClass();
        return message == ClientMessage.class || message == TerminalMessage.class ? simple + "Message" : simple;
    }

    /** These words and all words that they are made of, by name. */
    static Map<String, Class<?>> closure(Class<?>... words) {
        var all = new TreeMap<String, Class<?>>();
        Stream.of(words).forEach(word -> add(word, all));
        return all;
    }

    private static void add(Class<?> word, Map<String, Class<?>> all) {
        var known = all.putIfAbsent(name(word), word);
        if (known != null) {
            if (known != word) {
                throw new IllegalStateException("Both %s and %s are called %s.".formatted(known, word, name(word)));
            }
            return;
        }
        if (word.isSealed()) {
            variants(word).forEach(variant -> add(variant, all));
        } else if (word.isRecord()) {
            Arrays.stream(word.getRecordComponents()).forEach(component -> add(kind(component.getGenericType()), all));
        }
    }

    private static void add(Kind kind, Map<String, Class<?>> all) {
        switch (kind) {
            case Kind.Named(var type) -> add(type, all);
            case Kind.Listing(var of) -> add(of, all);
            case Kind.Dictionary(var of) -> add(of, all);
            case Kind.Text _, Kind.Time _, Kind.Id _, Kind.Whole _, Kind.Flag _ -> {
            }
        }
    }

    /** The records or unions of a union. */
    static List<Class<?>> variants(Class<?> union) {
        return List.of(union.getPermittedSubclasses());
    }

    /** The value of the field {@code type}, if the record is a message. */
    static Optional<String> type(Class<?> message) {
        var union = Arrays.stream(message.getInterfaces()).anyMatch(each -> each.isAnnotationPresent(JsonTypeInfo.class)
                || Arrays.stream(each.getInterfaces()).anyMatch(top -> top.isAnnotationPresent(JsonTypeInfo.class)));
        return union ? Optional.of(Wire.type(message)) : Optional.empty();
    }

    static List<Field> fields(Class<?> message) {
        return Arrays.stream(message.getRecordComponents()).map(component -> field(message, component)).toList();
    }

    private static Field field(Class<?> message, RecordComponent component) {
        var optional = component.getType() == Optional.class;
        var include = Stream.concat(Stream.of(message), Arrays.stream(message.getInterfaces()))
                .map(type -> type.getAnnotation(JsonInclude.class)).filter(found -> found != null)
                .map(JsonInclude::value).findFirst().orElse(JsonInclude.Include.ALWAYS);
        var omitted = include == JsonInclude.Include.NON_DEFAULT
                || optional && include == JsonInclude.Include.NON_ABSENT;
        return new Field(Wire.name(component.getName()), kind(component.getGenericType()), !omitted,
                optional && !omitted, Javadoc.of(message).parameter(component.getName()));
    }

    /** The kind of a type; an Optional has the kind of its value. */
    static Kind kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            var last = kind(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
            return generic.getRawType() == List.class ? new Kind.Listing(last)
                    : generic.getRawType() == Map.class ? new Kind.Dictionary(last)
                    : last;
        }
        var plain = (Class<?>) type;
        return plain == String.class ? new Kind.Text()
                : plain == Instant.class ? new Kind.Time()
                : plain == AgentId.class ? new Kind.Id()
                : plain == boolean.class || plain == Boolean.class ? new Kind.Flag()
                : plain == int.class || plain == Integer.class ? new Kind.Whole(false)
                : plain == long.class || plain == Long.class ? new Kind.Whole(true)
                : new Kind.Named(plain);
    }

    /** The words of an enumeration. */
    static List<String> words(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants()).map(constant -> Wire.word((Enum<?>) constant)).toList();
    }

    /** The description of a word. */
    static String description(Class<?> word) {
        return Javadoc.of(word).text();
    }

    /** The Javadoc of a type. */
    private record Javadoc(String text, String rest) {

        private static final Pattern LINE = Pattern.compile("\\s*\\*? ?(.*?)\\s*");

        static Javadoc of(Class<?> type) {
            var top = type;
            while (top.getEnclosingClass() != null) {
                top = top.getEnclosingClass();
            }
            try {
                var source = Files.readString(SOURCE.resolve(top.getName().replace('.', '/') + ".java"));
                var declaration = Pattern.compile("(record|interface|enum) " + type.getSimpleName() + "\\b")
                        .matcher(source);
                if (!declaration.find()) {
                    throw new IllegalStateException("No source of " + type);
                }
                var end = source.lastIndexOf("*/", declaration.start());
                var start = source.lastIndexOf("/**", end);
                var comment = plain(source.substring(start + 3, end));
                var tag = comment.indexOf("@param");
                return new Javadoc((tag < 0 ? comment : comment.substring(0, tag)).strip(),
                        tag < 0 ? "" : comment.substring(tag));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String parameter(String name) {
            return Arrays.stream(rest.split("@param ")).filter(each -> each.startsWith(name + " "))
                    .map(each -> each.substring(name.length()).strip()).findFirst().orElse("");
        }

        private static String plain(String comment) {
            var text = new StringBuilder();
            comment.lines().map(LINE::matcher).filter(line -> line.matches())
                    .forEach(line -> text.append(line.group(1)).append(' '));
            return text.toString().replaceAll("\\{@(?:code|link) #?([^}]*)}", "$1").replaceAll(" +", " ").strip();
        }
    }

    /** The names of all records of the API. */
    static TreeSet<Class<?>> all() {
        var types = new TreeSet<Class<?>>(Comparator.comparing(Class::getName));
        try (var files = Files.list(SOURCE.resolve("dev/agenthub/api"))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                var type = Class.forName("dev.agenthub.api." + name.replace("package-info", "Wire"));
                Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses()))
                        .filter(each -> each.isRecord() || each.isSealed()).forEach(types::add);
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return types;
    }
}
