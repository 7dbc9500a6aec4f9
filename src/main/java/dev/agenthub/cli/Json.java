package dev.agenthub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as the verbs read and print it. */
final class Json {

    private static final String NONE = "-";

    private Json() {}

    static ObjectNode object(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    /** What people are shown of a field: a dash where it is missing, null or blank. */
    static String text(JsonNode object, String field) {
        return text(object.path(field));
    }

    static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.asText("");
        return text.isBlank() ? NONE : text;
    }
}
