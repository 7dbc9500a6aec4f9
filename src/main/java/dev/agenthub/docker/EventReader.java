package dev.agenthub.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.EngineEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the engine's event messages of one connection, in order. Attributes an out-of-memory event to the exit that
 * follows.
 */
final class EventReader {

    private final Set<String> outOfMemory = new HashSet<>();

    /** {@return the event for a message, or empty if it does not concern the hub} */
    Optional<EngineEvent> read(JsonNode message) {
        var id = message.path("Actor").path("ID").asText(message.path("id").asText());
        var attributes = message.path("Actor").path("Attributes");
        var agent = AgentId.parse(attributes.path(Labels.AGENT).asText());
        if (agent.isEmpty() || id.isBlank()) {
            return Optional.empty();
        }
        return switch (message.path("Action").asText(message.path("status").asText())) {
            case "start" -> Optional.of(new EngineEvent.Started(agent.get(), id));
            case "die" -> {
                var exit = exit(id, attributes.path("exitCode").asText());
                yield Optional.of(new EngineEvent.Died(agent.get(), id, exit));
            }
            case "pause" -> Optional.of(new EngineEvent.Paused(agent.get(), id, true));
            case "unpause" -> Optional.of(new EngineEvent.Paused(agent.get(), id, false));
            case "oom" -> {
                outOfMemory.add(id);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Exit exit(String id, String code) {
        var known = code.matches("-?\\d{1,9}") ? OptionalInt.of(Integer.parseInt(code)) : OptionalInt.empty();
        return new Exit(known, outOfMemory.remove(id));
    }
}
