package dev.agenthub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares the AsyncAPI file and the page's types with the API's records. */
class ApiDocumentsTest {

    @Test
    void theDescriptionOfTheWebSocketMatchesTheMessages() throws IOException {
        Golden.check(Golden.RESOURCES.resolve("asyncapi.json"), AsyncApi.document());
    }

    @Test
    void thePageHasTheTypesOfTheApi() throws IOException {
        Golden.check(Path.of("src/main/web/src/wire.ts"), TypeScript.of(ClientMessage.class, ServerMessage.class,
                StatusJson.class, DecisionJson.class, PolicyChange.class, TaskJson.class, NewTaskJson.class,
                RecordingJson.class, ProblemJson.class));
    }

    @Test
    void everyRecordOfTheApiHasADescriptionAndAUniqueName() {
        assertThat(Vocabulary.all()).isNotEmpty().allSatisfy(word ->
                assertThat(Vocabulary.description(word)).as(word.getName()).isNotBlank());
        assertThat(Vocabulary.closure(Vocabulary.all().toArray(Class<?>[]::new)).values())
                .containsAll(Vocabulary.all());
    }
}
