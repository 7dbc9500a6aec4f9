package dev.agenthub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI document: the operations that SmallRye finds in the resources, completed with the schemas of the
 * API's records, the refusals and the authentication.
 */
final class OpenApi {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Map<String, Class<?>> WORDS = Stream.concat(
            Vocabulary.all().stream().map(word -> Map.<String, Class<?>>entry(word.getSimpleName(), word)),
            Stream.of(Map.<String, Class<?>>entry("OutboundSseEvent", EventJson.class)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Map<String, Class<?>> used = new TreeMap<>(Map.of("ProblemJson", ProblemJson.class));

    private OpenApi() {
    }

    /** Completes the scanned document. */
    static ObjectNode complete(ObjectNode scanned) {
        return new OpenApi().completed(scanned);
    }

    private ObjectNode completed(ObjectNode document) {
        document.withObject("/paths").properties().removeIf(path -> path.getKey().startsWith("/q/"));
        document.withObject("/paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .forEach(operation -> complete(path.getKey(), operation.getKey(), (ObjectNode) operation.getValue())));
        rename(document.get("paths"));
        var components = document.putObject("components");
        components.set("schemas", JsonSchemas.of(used.values().toArray(Class<?>[]::new)));
        components.set("securitySchemes", AsyncApi.securitySchemes("apiKey"));
        allow(document);
        return document;
    }

    private static void complete(String path, String method, ObjectNode operation) {
        operation.put("operationId", id(path, method));
        operation.remove("tags");
        var responses = operation.withObject("/responses");
        responses.remove("400");
        responses.putObject("default").put("description", "A refusal; its detail says why and what to do.")
                .putObject("content").putObject("application/problem+json")
                .putObject("schema").put("$ref", SCHEMAS + "ProblemJson");
        if (path.equals("/api/health") || path.equals("/api/session")) {
            operation.putArray("security");
        }
    }

    /** {@code GET /api/agents/{id}/tasks/{name}} is {@code getAgentsTasksByName}. */
    private static String id(String path, String method) {
        var segments = Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty() && !segment.equals("api"))
                .toList();
        return method + segments.stream().filter(segment -> !segment.startsWith("{")).map(OpenApi::capital)
                .collect(Collectors.joining()) + (segments.getLast().startsWith("{")
                        ? "By" + capital(segments.getLast().substring(1, segments.getLast().length() - 1))
                        : "");
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Names schemas like the API's types, and records which are used. */
    private void rename(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("$ref")) {
            var name = object.get("$ref").asText().substring(SCHEMAS.length());
            var word = WORDS.get(name);
            if (word == null) {
                throw new IllegalStateException(name + " is not a record of the API.");
            }
            used.put(name, word);
            object.setAll(JsonSchemas.reference(word));
        }
        node.forEach(this::rename);
    }

    private static void allow(ObjectNode document) {
        var security = document.putArray("security");
        Stream.of("token", "session").forEach(scheme -> security.addObject()
                .set(scheme, JsonNodeFactory.instance.arrayNode()));
    }
}
