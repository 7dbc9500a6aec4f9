package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How the records of this package are written as JSON: names in snake_case, enumerations as lower-case words, times in
 * ISO 8601, an empty {@link java.util.Optional} as null. A field that is neither optional nor present is an error, and
 * so is a value of another type, which is never converted.
 */
public final class Wire {

    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    /** Reads and writes JSON outside the server; ignores unknown fields, which a newer hub may send. */
    public static final ObjectMapper JSON = configure(new ObjectMapper()
            .registerModules(new Jdk8Module(), new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));

    private Wire() {
    }

    /** Configures the mapper; returns it. */
    @SuppressWarnings("deprecation") // Quarkus hands out a mapper, and no builder
    public static ObjectMapper configure(ObjectMapper mapper) {
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false)
                .coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper.setPropertyNamingStrategy(NAMES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .registerModule(new Words());
    }

    /** Writes one of the records of this package. */
    public static String write(Object word) {
        try {
            return JSON.writeValueAsString(word);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Every record of the API can be written as JSON.", e);
        }
    }

    /** The {@code type} of a message. */
    public static String type(Class<?> message) {
        return NAMES.translate(message.getSimpleName());
    }

    /** The name of a record's component in JSON. */
    public static String name(String component) {
        return NAMES.translate(component);
    }

    /** An enumeration's constant in JSON. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The words of an enumeration, separated by commas, for messages. */
    public static String words(Class<? extends Enum<?>> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants()).map(Wire::word).collect(Collectors.joining(", "));
    }

    /**
     * A user-facing sentence about JSON that could not be read; names no class.
     *
     * @param what what the JSON is, such as body or message
     */
    public static String describe(String what, JsonProcessingException problem) {
        return switch (problem) {
            case ValueInstantiationException invalid
                    when invalid.getCause() instanceof IllegalArgumentException cause -> cause.getMessage();
            case JsonMappingException wrapper when wrapper.getCause() instanceof JsonProcessingException cause ->
                    describe(what, cause);
            case UnrecognizedPropertyException unknown -> "The %s has an unknown field '%s': use %s.".formatted(what,
                    unknown.getPropertyName(), unknown.getKnownPropertyIds().stream().map(Object::toString).sorted()
                            .collect(Collectors.joining(", ")));
            case InvalidTypeIdException type -> "The field 'type' must be one of %s."
                    .formatted(types(type.getBaseType().getRawClass()));
            case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() -> "The field '%s' must %s."
                    .formatted(path(mismatch), expected(mismatch.getTargetType()));
            case JsonMappingException other -> "The %s must be one JSON object.".formatted(what);
            default -> "The %s is not JSON: see line %d, column %d.".formatted(what,
                    problem.getLocation().getLineNr(), problem.getLocation().getColumnNr());
        };
    }

    private static String types(Class<?> message) {
        return Arrays.stream(message.getAnnotation(JsonSubTypes.class).value()).map(type -> type(type.value()))
                .collect(Collectors.joining(", "));
    }

    private static String path(JsonMappingException problem) {
        return problem.getPath().stream().map(JsonMappingException.Reference::getFieldName).filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "have another type";
        }
        if (type.isEnum()) {
            return "be one of " + Arrays.stream(type.getEnumConstants()).map(constant -> word((Enum<?>) constant))
                    .collect(Collectors.joining(", "));
        }
        if (type == AgentId.class) {
            return "match " + AgentId.GRAMMAR;
        }
        return type == String.class ? "be a string"
                : type == boolean.class || type == Boolean.class ? "be true or false"
                : type.isPrimitive() || Number.class.isAssignableFrom(type) ? "be a whole number"
                : "be an object";
    }

    /** The names of enumerations and messages, and agent ids as strings. */
    private static final class Words extends SimpleModule {

        Words() {
            super("agent-hub");
            addSerializer(AgentId.class, ToStringSerializer.instance);
            addDeserializer(AgentId.class, new AgentIdReader());
        }

        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.insertAnnotationIntrospector(new NopAnnotationIntrospector() {

                @Override
                public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants,
                        String[] names) {
                    return type.getRawType().getName().startsWith("dev.agenthub.")
                            ? Arrays.stream(constants).map(Wire::word).toArray(String[]::new)
                            : names;
                }

                @Override
                public String findTypeName(AnnotatedClass type) {
                    return type.getRawType().getPackage() == Wire.class.getPackage() ? type(type.getRawType()) : null;
                }
            });
        }
    }

    private static final class AgentIdReader extends StdScalarDeserializer<AgentId> {

        AgentIdReader() {
            super(AgentId.class);
        }

        @Override
        public AgentId deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (AgentId) context.handleUnexpectedToken(AgentId.class, parser);
            }
            var id = AgentId.parse(parser.getText());
            return id.isPresent() ? id.get() : (AgentId) context.handleWeirdStringValue(AgentId.class,
                    parser.getText(), "not an agent id");
        }
    }
}
