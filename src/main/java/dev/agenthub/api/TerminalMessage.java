package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.agenthub.agent.AgentId;
import dev.agenthub.terminal.Frame;
import dev.agenthub.terminal.SizeNotice.Owner;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/**
 * A message about a terminal that the client views. {@code seq} is the number of bytes of the agent's output that the
 * client has after this message. Each byte of a following output counts one, except the next {@code painting} bytes,
 * which paint the screen and its scrollback.
 */
@JsonSubTypes({
    @JsonSubTypes.Type(TerminalMessage.Subscribed.class), @JsonSubTypes.Type(TerminalMessage.Unsubscribed.class),
    @JsonSubTypes.Type(TerminalMessage.Output.class), @JsonSubTypes.Type(TerminalMessage.Resized.class),
    @JsonSubTypes.Type(TerminalMessage.Gap.class), @JsonSubTypes.Type(TerminalMessage.Error.class)})
@RegisterForReflection
public sealed interface TerminalMessage extends ServerMessage {

    /** The view begins or restarts: with a painting, or with the output a returning client has missed. */
    @RegisterForReflection
    record Subscribed(AgentId agentId, int cols, int rows, Owner owner, String stream, long seq, int painting)
            implements TerminalMessage {

        public static Subscribed of(AgentId agent, Frame.Subscribed frame) {
            var size = frame.sizeNotice().size();
            return new Subscribed(agent, size.cols(), size.rows(), frame.sizeNotice().owner(),
                    frame.position().stream(), frame.position().bytes(), frame.painting());
        }
    }

    /** The view has ended. */
    @RegisterForReflection
    record Unsubscribed(AgentId agentId) implements TerminalMessage {
    }

    /** Output: whole characters and whole control sequences. */
    @RegisterForReflection
    record Output(AgentId agentId, String data) implements TerminalMessage {
    }

    /** The size changes and a painting follows; or only the owner changes, and nothing follows. */
    @RegisterForReflection
    record Resized(AgentId agentId, int cols, int rows, Owner owner, long seq, int painting)
            implements TerminalMessage {

        public static Resized of(AgentId agent, Frame.Resized frame) {
            var size = frame.sizeNotice().size();
            return new Resized(agent, size.cols(), size.rows(), frame.sizeNotice().owner(), frame.seq(),
                    frame.painting());
        }
    }

    /** The client was too slow, so {@code bytes} of output were dropped; a painting follows. */
    @RegisterForReflection
    record Gap(AgentId agentId, long bytes, long seq, int painting) implements TerminalMessage {

        public static Gap of(AgentId agent, Frame.Gap frame) {
            return new Gap(agent, frame.bytes(), frame.seq(), frame.painting());
        }
    }

    /**
     * A message of the client was not obeyed; the connection stays open.
     *
     * @param agentId omitted if the error is about no agent
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @RegisterForReflection
    record Error(String message, Optional<AgentId> agentId) implements TerminalMessage {
    }
}
