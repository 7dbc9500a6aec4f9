package dev.agenthub.api;

import dev.agenthub.inbox.Task;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * A task without its text.
 *
 * @param size in bytes
 * @param heading its first Markdown heading; null if there is none
 */
@RegisterForReflection
public record TaskJson(String name, long size, Instant modified, Optional<String> heading) {

    public static TaskJson of(Task task) {
        return new TaskJson(task.name(), task.size(), task.modified(), task.heading());
    }
}
