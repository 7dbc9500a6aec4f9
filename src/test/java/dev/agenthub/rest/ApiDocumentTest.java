package dev.agenthub.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agenthub.security.AccessFilterTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Compares the OpenAPI file with the resources. Run with {@code -Dgolden.write=true} to accept a change, and review it.
 */
@QuarkusTest
@TestProfile(AccessFilterTest.WithoutEngine.class)
class ApiDocumentTest {

    private static final Path FILE = Path.of("src/main/resources/dev/agenthub/rest/openapi.json");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theDescriptionMatchesTheResources() throws IOException {
        var scanned = get("/q/scanned?format=json");
        scanned.withObject("/paths").remove("/q/openapi");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FILE, json.writerWithDefaultPrettyPrinter().writeValueAsString(scanned) + "\n");
        }
        assertThat(json.readTree(FILE.toFile())).isEqualTo(scanned);
    }

    @Test
    void theDescriptionIsServed() throws IOException {
        assertThat(get("/q/openapi")).isEqualTo(json.readTree(FILE.toFile()));
    }

    private ObjectNode get(String path) throws JsonProcessingException {
        var answer = given().header("Authorization", "Bearer " + AccessFilterTest.TOKEN).get(path).then()
                .statusCode(200)
                .extract().asString();
        return json.readValue(answer, ObjectNode.class);
    }
}
