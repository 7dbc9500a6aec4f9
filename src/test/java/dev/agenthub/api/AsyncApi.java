package dev.agenthub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agenthub.config.HubConfig;
import java.util.stream.Stream;

/** The AsyncAPI document (https://www.asyncapi.com/docs/reference/specification/v3.0.0) of the WebSocket. */
final class AsyncApi {

    private static final String BINARY = "output_binary";

    private AsyncApi() {
    }

    static ObjectNode document() {
        var document = JsonNodeFactory.instance.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info").put("title", "Agent Hub").put("version", "1").put("description",
                "Terminals and events of a team of agents, over one WebSocket.");
        document.put("defaultContentType", "application/json");
        var server = document.withObject("/servers").putObject("hub")
                .put("host", HubConfig.DEFAULT_HOST + ":" + HubConfig.DEFAULT_PORT).put("protocol", "ws");
        server.putArray("security").add(reference("/components/securitySchemes/token"))
                .add(reference("/components/securitySchemes/session"));
        var channel = document.withObject("/channels").putObject("ws").put("address", "/ws").put("description",
                "Each text frame is one JSON object. A client that offers the subprotocol agent-hub.binary.v1 gets "
                        + "output as binary frames. After an error the connection stays open.");
        var names = channel.putObject("messages");
        var messages = document.withObject("/components/messages");
        all().forEach(message -> {
            var type = Wire.type(message);
            names.set(type, reference("/components/messages/" + type));
            messages.putObject(type).put("name", type).put("summary", Vocabulary.description(message))
                    .set("payload", JsonSchemas.reference(message));
        });
        names.set(BINARY, reference("/components/messages/" + BINARY));
        messages.putObject(BINARY).put("name", BINARY).put("contentType", "application/octet-stream")
                .put("summary", "Output with the subprotocol agent-hub.binary.v1: the length of the agent's id as one "
                        + "byte, the id in ASCII, and the raw bytes.")
                .putObject("payload").put("type", "string").put("format", "binary");
        var operations = document.putObject("operations");
        operation(operations, "receiveFromClient", "receive", messages(ClientMessage.class).map(Wire::type));
        operation(operations, "sendToClient", "send",
                Stream.concat(messages(ServerMessage.class).map(Wire::type), Stream.of(BINARY)));
        document.withObject("/components").set("schemas", JsonSchemas.of(ClientMessage.class, ServerMessage.class));
        document.withObject("/components").set("securitySchemes", securitySchemes("httpApiKey"));
        return document;
    }

    /** How a caller authenticates, for both documents, which name the location of a cookie differently. */
    static ObjectNode securitySchemes(String apiKey) {
        var schemes = JsonNodeFactory.instance.objectNode();
        schemes.putObject("token").put("type", "http").put("scheme", "bearer")
                .put("description", "The hub's token, as agent-hub token prints it.");
        schemes.putObject("session").put("type", apiKey).put("in", "cookie").put("name", "agent_hub_9000")
                .put("description", "A browser's session, from POST /api/session; its name ends with the port.");
        return schemes;
    }

    private static void operation(ObjectNode operations, String name, String action, Stream<String> types) {
        var operation = operations.putObject(name).put("action", action);
        operation.set("channel", reference("/channels/ws"));
        var messages = operation.putArray("messages");
        types.forEach(type -> messages.add(reference("/channels/ws/messages/" + type)));
    }

    private static Stream<Class<?>> all() {
        return Stream.concat(messages(ClientMessage.class), messages(ServerMessage.class));
    }

    /** The records of a union. */
    private static Stream<Class<?>> messages(Class<?> union) {
        return Vocabulary.variants(union).stream()
                .flatMap(variant -> variant.isSealed() ? messages(variant) : Stream.of(variant));
    }

    private static JsonNode reference(String path) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#" + path);
    }
}
