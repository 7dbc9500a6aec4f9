package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words for a pull's progress. */
class PullProgressTest {

    private final List<String> phrases = new ArrayList<>();
    private long now;
    private final PullProgress pull = new PullProgress("claude-agent", phrases::add, () -> now);

    private PullProgressTest message(String id, String status, long bytes) {
        var json = "{\"id\":\"%s\",\"status\":\"%s\",\"progressDetail\":{\"current\":%d}}".formatted(id, status, bytes);
        try {
            pull.onNext(DockerClientConfig.getDefaultObjectMapper().readValue(json, PullResponseItem.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    private PullProgressTest pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        return this;
    }

    @Test
    void theBeginningIsReportedAtOnce() {
        assertThat(phrases).containsExactly("pulling claude-agent");
    }

    @Test
    void layersAndBytesAreCounted() {
        message("latest", "Pulling from claude-agent", 0);
        message("a", "Already exists", 0).message("b", "Pulling fs layer", 0).message("c", "Pulling fs layer", 0);
        message("b", "Downloading", 50 << 20).pass(4).message("c", "Downloading", 70 << 20);
        assertThat(phrases.getLast()).isEqualTo("pulling claude-agent, 1 of 3 layers, 120 MB");
        pass(4).message("b", "Extracting", 3).message("b", "Pull complete", 0);
        assertThat(phrases.getLast()).isEqualTo("pulling claude-agent, 2 of 3 layers, 120 MB");
    }

    @Test
    void aFastPullReportsSeldom() {
        for (var i = 0; i < 1000; i++) {
            message("a", "Downloading", i);
        }
        assertThat(phrases).hasSize(1);
        pass(10).message("a", "Downloading", 1000).message("a", "Downloading", 1001);
        assertThat(phrases).hasSize(2);
    }
}
