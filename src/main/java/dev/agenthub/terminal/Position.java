package dev.agenthub.terminal;

/**
 * How far a client has come in an agent's output.
 *
 * @param stream the name of the output's stream: a hub begins a new one for each agent when it starts
 * @param bytes how many bytes of it the client has got, those of paintings not counted
 */
public record Position(String stream, long bytes) {
}
