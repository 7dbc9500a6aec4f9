package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A message to a client of the WebSocket. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(EventJson.class), @JsonSubTypes.Type(TerminalMessage.class)})
@RegisterForReflection
public sealed interface ServerMessage permits EventJson, TerminalMessage {
}
