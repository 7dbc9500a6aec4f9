package dev.agenthub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Helpers for reading and printing JSON. */
final class Json {

    private static final String NONE = "-";

    private Json() {}

    static ObjectNode object(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    /** A field's text, or a dash if it is missing, null or blank. */
    static String text(JsonNode object, String field) {
        return text(object.path(field));
    }

    static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.asText("");
        return text.isBlank() ? NONE : text;
    }
}
