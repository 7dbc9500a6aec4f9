package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agenthub.terminal.TerminalInput;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Input for a terminal.
 *
 * @param data at most 65536 bytes in UTF-8
 * @param enter whether to press Enter afterwards; false if omitted
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@RegisterForReflection
public record InputJson(String data, Optional<Boolean> enter) {

    public InputJson {
        check(data);
    }

    static void check(String data) {
        // Almost all input is so short that its bytes need no count.
        if (data.length() > TerminalInput.MAX_BYTES / 3) {
            var bytes = data.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > TerminalInput.MAX_BYTES) {
                throw new IllegalArgumentException("Input of %d bytes is too long: the maximum is %d bytes."
                        .formatted(bytes, TerminalInput.MAX_BYTES));
            }
        }
    }
}
