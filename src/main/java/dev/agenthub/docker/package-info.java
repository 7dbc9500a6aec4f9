/**
 * Implements the port {@link dev.agenthub.engine} for the Docker Engine. Control calls go through docker-java. Streams
 * (terminals, logs, events) do not, because docker-java guesses a stream's format by its first byte and cannot set
 * detach keys. Both use {@link dev.agenthub.docker.EngineHttp}.
 */
package dev.agenthub.docker;
