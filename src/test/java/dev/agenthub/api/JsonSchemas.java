package dev.agenthub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agenthub.agent.AgentId;
import dev.agenthub.api.Vocabulary.Field;
import dev.agenthub.api.Vocabulary.Kind;

/** The words of the API as JSON Schemas, for OpenAPI 3.1 and AsyncAPI 3. */
final class JsonSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonSchemas() {
    }

    /** The schemas of these words, and of those that they are made of, by name. */
    static ObjectNode of(Class<?>... words) {
        var schemas = JSON.objectNode();
        Vocabulary.closure(words).forEach((name, word) -> schemas.set(name, schema(word)));
        return schemas;
    }

    static ObjectNode reference(Class<?> word) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + Vocabulary.name(word));
    }

    private static ObjectNode schema(Class<?> word) {
        var schema = JSON.objectNode().put("description", Vocabulary.description(word));
        if (word.isEnum()) {
            schema.put("type", "string");
            Vocabulary.words(word).forEach(schema.putArray("enum")::add);
        } else if (word.isSealed()) {
            var variants = schema.putArray("oneOf");
            Vocabulary.variants(word).forEach(variant -> variants.add(reference(variant)));
        } else {
            object(word, schema.put("type", "object"));
        }
        return schema;
    }

    private static void object(Class<?> word, ObjectNode schema) {
        var properties = schema.putObject("properties");
        var required = JSON.arrayNode();
        Vocabulary.type(word).ifPresent(type -> {
            properties.putObject("type").put("const", type);
            required.add("type");
        });
        for (var field : Vocabulary.fields(word)) {
            properties.set(field.name(), property(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private static JsonNode property(Field field) {
        var value = value(field.kind());
        if (field.nullable()) {
            var either = JSON.objectNode();
            either.putArray("anyOf").add(value).addObject().put("type", "null");
            value = either;
        }
        return field.description().isEmpty() ? value : value.put("description", field.description());
    }

    private static ObjectNode value(Kind kind) {
        var schema = JSON.objectNode();
        return switch (kind) {
            case Kind.Text() -> schema.put("type", "string");
            case Kind.Time() -> schema.put("type", "string").put("format", "date-time");
            case Kind.Id() -> schema.put("type", "string").put("pattern", "^" + AgentId.GRAMMAR + "$");
            case Kind.Flag() -> schema.put("type", "boolean");
            case Kind.Whole(var isLong) -> schema.put("type", "integer").put("format", isLong ? "int64" : "int32");
            case Kind.Listing(var of) -> schema.put("type", "array").set("items", value(of));
            case Kind.Dictionary(var of) -> schema.put("type", "object").set("additionalProperties", value(of));
            case Kind.Named(var type) -> reference(type);
        };
    }
}
