package dev.agenthub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that tests compare with what they generate; {@code -Dgolden.write=true} accepts a change. */
final class Golden {

    static final Path RESOURCES = Path.of("src/main/resources/dev/agenthub/rest");

    private Golden() {
    }

    static void check(Path file, String generated) throws IOException {
        write(file, generated);
        assertThat(generated).isEqualTo(Files.readString(file));
    }

    /** Compares as JSON, in which the order of fields does not count. */
    static void check(Path file, JsonNode generated) throws IOException {
        var json = new ObjectMapper();
        write(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n");
        assertThat(json.readTree(file.toFile())).isEqualTo(generated);
    }

    private static void write(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, generated);
        }
    }
}
