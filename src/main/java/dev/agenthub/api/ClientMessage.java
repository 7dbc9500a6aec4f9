package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.agenthub.agent.AgentId;
import dev.agenthub.terminal.Position;
import dev.agenthub.terminal.Size;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** A message from a client on the WebSocket, about one agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ClientMessage.Subscribe.class), @JsonSubTypes.Type(ClientMessage.Unsubscribe.class),
    @JsonSubTypes.Type(ClientMessage.Input.class), @JsonSubTypes.Type(ClientMessage.Resize.class),
    @JsonSubTypes.Type(ClientMessage.View.class)})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public sealed interface ClientMessage {

    AgentId agentId();

    /**
     * Requests a view of the terminal: from a position on if possible, otherwise with a painting of the screen.
     *
     * @param visible whether a person sees the window; true if omitted
     * @param readOnly whether the client will not type; false if omitted
     * @param stream the stream of the position; needed with {@code since}
     * @param since the position in bytes, 0 or more; omitted for a painting
     */
    @RegisterForReflection
    record Subscribe(AgentId agentId, Optional<Boolean> visible, Optional<Boolean> readOnly, Optional<String> stream,
            Optional<Long> since) implements ClientMessage {

        public Subscribe {
            if (since.filter(bytes -> bytes < 0).isPresent()) {
                throw new IllegalArgumentException("The field 'since' must be a number of bytes, 0 or more.");
            }
            if (since.isPresent() && stream.isEmpty()) {
                throw new IllegalArgumentException("The field 'stream' must be a string if 'since' is given.");
            }
        }

        /** A subscription that begins with a painting. */
        public Subscribe(AgentId agentId, boolean readOnly) {
            this(agentId, Optional.empty(), readOnly ? Optional.of(true) : Optional.empty(), Optional.empty(),
                    Optional.empty());
        }

        public Optional<Position> position() {
            return since.map(bytes -> new Position(stream.orElseThrow(), bytes));
        }
    }

    /** Ends the view. */
    @RegisterForReflection
    record Unsubscribe(AgentId agentId) implements ClientMessage {
    }

    /**
     * Input for the terminal.
     *
     * @param data at most 65536 bytes in UTF-8
     */
    @RegisterForReflection
    record Input(AgentId agentId, String data) implements ClientMessage {

        public Input {
            InputJson.check(data);
        }
    }

    /**
     * Reports the size of the window.
     *
     * @param take whether the terminal is resized now and not on the next keystroke; true if omitted
     */
    @RegisterForReflection
    record Resize(AgentId agentId, int cols, int rows, Optional<Boolean> take) implements ClientMessage {

        public Resize {
            new Size(cols, rows);
        }

        public Size size() {
            return new Size(cols, rows);
        }
    }

    /** Reports changes to the window; omitted fields are unchanged. */
    @RegisterForReflection
    record View(AgentId agentId, Optional<Boolean> visible, Optional<Boolean> readOnly) implements ClientMessage {
    }
}
