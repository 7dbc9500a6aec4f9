package dev.agenthub.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.agenthub.security.AccessFilterTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A session on the WebSocket with a client that is made from the AsyncAPI document alone: it builds each message from
 * the schema, and checks everything that it sends and receives.
 */
@QuarkusTest
@TestProfile(AccessFilterTest.WithoutEngine.class)
class WebSocketSessionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI hub;

    @Test
    void aClientMadeFromTheDocumentDrivesASession() throws Exception {
        try (var client = new Client(hub)) {
            client.send("subscribe", "{'agent_id':'qa','read_only':false}");
            var subscribed = client.next("subscribed");
            assertThat(subscribed.get("agent_id").asText()).isEqualTo("qa");
            client.paint(subscribed);

            client.send("view", "{'agent_id':'qa','visible':true}");
            client.send("resize", "{'agent_id':'qa','cols':90,'rows':26}");
            var resized = client.next("resized");
            assertThat(resized.get("owner").asText()).isEqualTo("you");
            client.paint(resized);

            client.send("input", "{'agent_id':'qa','data':'ls'}");
            assertThat(client.next("error").get("message").asText()).contains("not running");

            given().header("Authorization", "Bearer " + AccessFilterTest.TOKEN).contentType(ContentType.JSON)
                    .body(Wire.write(Samples.idleTimeout(9))).put("/api/agents/qa/policy").then().statusCode(200);
            assertThat(client.next("policy_changed").at("/policy/idle_timeout_minutes").asInt()).isEqualTo(9);

            client.send("subscribe", "{'agent_id':'qa','stream':'%s','since':%d}".formatted(
                    subscribed.get("stream").asText(), subscribed.get("seq").asLong()));
            client.next("subscribed");
            client.send("unsubscribe", "{'agent_id':'qa'}");
            client.next("unsubscribed");
            client.sendInvalid("shout");
            assertThat(client.next("error").has("agent_id")).isFalse();
        }
    }

    /** A client that knows only the document. */
    private static final class Client implements WebSocket.Listener, AutoCloseable {

        private final JsonNode document;
        private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Client(URI hub) throws IOException {
            document = JSON.readTree(given().header("Authorization", "Bearer " + AccessFilterTest.TOKEN)
                    .get("/q/asyncapi").then().statusCode(200).extract().asString());
            var server = document.at("/servers/hub");
            var address = server.get("protocol").asText() + "://" + hub.getAuthority()
                    + document.at("/channels/ws/address").asText();
            socket = HttpClient.newHttpClient().newWebSocketBuilder()
                    .header("Authorization", "Bearer " + AccessFilterTest.TOKEN)
                    .buildAsync(URI.create(address), this).join();
        }

        /** Sends a message of the document with these fields. */
        void send(String name, String fields) throws IOException {
            var message = JSON.createObjectNode().put("type", type(name));
            message.setAll((ObjectNode) JSON.readTree(fields.replace('\'', '"')));
            check("receiveFromClient", message);
            socket.sendText(message.toString(), true).join();
        }

        void sendInvalid(String type) {
            var message = JSON.createObjectNode().put("type", type);
            assertThat(matches("receiveFromClient", message)).isZero();
            socket.sendText(message.toString(), true).join();
        }

        /** The next message of that name; checks and skips those before it. */
        JsonNode next(String name) throws InterruptedException {
            while (true) {
                var message = received.poll(20, TimeUnit.SECONDS);
                assertThat(message).as("a message %s within 20 s", name).isNotNull();
                check("sendToClient", message);
                if (message.get("type").asText().equals(type(name))) {
                    return message;
                }
            }
        }

        /** Receives the painting that a message announces. */
        void paint(JsonNode message) throws InterruptedException {
            for (var bytes = message.get("painting").asInt(); bytes > 0;) {
                bytes -= next("output").get("data").asText().getBytes(StandardCharsets.UTF_8).length;
            }
        }

        private String type(String name) {
            return resolve(document.at("/components/messages/" + name + "/payload")).at("/properties/type/const")
                    .asText();
        }

        private void check(String operation, JsonNode message) {
            assertThat(matches(operation, message)).as("%s matches one message of %s", message, operation).isEqualTo(1);
        }

        /** The number of messages of an operation whose schema the message has. */
        private long matches(String operation, JsonNode message) {
            var names = document.at("/operations/" + operation + "/messages");
            var matches = 0;
            for (var reference : names) {
                var payload = resolve(resolve(reference)).get("payload");
                matches += isValid(payload, message) ? 1 : 0;
            }
            return matches;
        }

        private JsonNode resolve(JsonNode node) {
            return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
        }

        private boolean isValid(JsonNode schema, JsonNode message) {
            var whole = JSON.createObjectNode();
            whole.setAll((ObjectNode) schema);
            whole.set("components", document.get("components"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole).validate(message)
                    .isEmpty();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    received.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
