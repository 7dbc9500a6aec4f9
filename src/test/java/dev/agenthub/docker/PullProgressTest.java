package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a pull's progress is described. */
class PullProgressTest {

    private final PullProgress pull = new PullProgress("claude-agent");

    private PullProgressTest message(String id, String status, long bytes) {
        var json = "{\"id\":\"%s\",\"status\":\"%s\",\"progressDetail\":{\"current\":%d}}".formatted(id, status, bytes);
        try {
            pull.onNext(DockerClientConfig.getDefaultObjectMapper().readValue(json, PullResponseItem.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    @Test
    void theBeginningHasNoNumbers() {
        message("latest", "Pulling from claude-agent", 0);
        assertThat(pull.phrase()).isEqualTo("pulling claude-agent");
    }

    @Test
    void layersAndBytesAreCounted() {
        message("a", "Already exists", 0).message("b", "Pulling fs layer", 0).message("c", "Pulling fs layer", 0);
        message("b", "Downloading", 50 << 20).message("c", "Downloading", 70 << 20);
        assertThat(pull.phrase()).isEqualTo("pulling claude-agent, 1 of 3 layers, 120 MB");
        message("b", "Extracting", 3).message("b", "Pull complete", 0);
        assertThat(pull.phrase()).isEqualTo("pulling claude-agent, 2 of 3 layers, 120 MB");
    }

    @Test
    void itEndsWithTheFailureOfThePull() throws InterruptedException {
        assertThat(pull.awaitEnd(Duration.ofMillis(1))).isFalse();
        pull.onError(new IOException("lost"));
        assertThat(pull.awaitEnd(Duration.ofSeconds(30))).isTrue();
        assertThatThrownBy(pull::awaitCompletion).hasMessageContaining("lost");
    }
}
