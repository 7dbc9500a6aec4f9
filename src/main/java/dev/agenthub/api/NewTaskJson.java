package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agenthub.inbox.TaskName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/**
 * A request to create a task.
 *
 * @param name generated from the time and the text's heading if omitted
 * @param text Markdown, not blank
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@RegisterForReflection
public record NewTaskJson(Optional<String> name, String text) {

    public NewTaskJson {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The field 'text' must not be blank.");
        }
        if (name.filter(given -> !TaskName.allowed(given)).isPresent()) {
            throw new IllegalArgumentException("A task's name must match " + TaskName.GRAMMAR + ".");
        }
    }
}
