package dev.agenthub.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agenthub.security.AccessFilterTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI file with the resources and the API's records. */
@QuarkusTest
@TestProfile(AccessFilterTest.WithoutEngine.class)
class OpenApiTest {

    private static final Path FILE = Golden.RESOURCES.resolve("openapi.json");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theDescriptionMatchesTheResources() throws IOException {
        Golden.check(FILE, OpenApi.complete(get("/q/scanned?format=json")));
    }

    @Test
    void everyOperationHasAUniqueId() throws IOException {
        var ids = new ArrayList<String>();
        json.readTree(FILE.toFile()).get("paths").forEach(path -> path.properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .forEach(operation -> ids.add(operation.getValue().path("operationId").asText())));
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void theDescriptionsAreServed() throws IOException {
        assertThat(get("/q/openapi")).isEqualTo(json.readTree(FILE.toFile()));
        assertThat(get("/q/asyncapi")).isEqualTo(json.readTree(Golden.RESOURCES.resolve("asyncapi.json").toFile()));
    }

    @Test
    void anAnswerOfTheServerIsARecordOfTheApi() throws JsonProcessingException {
        var answer = get("/api/status");
        var status = Wire.JSON.readValue(answer.toString(), StatusJson.class);
        assertThat(json.readTree(Wire.write(status))).isEqualTo(answer);
    }

    private ObjectNode get(String path) throws JsonProcessingException {
        var answer = given().header("Authorization", "Bearer " + AccessFilterTest.TOKEN).get(path).then()
                .statusCode(200)
                .extract().asString();
        return json.readValue(answer, ObjectNode.class);
    }
}
