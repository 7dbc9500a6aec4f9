/**
 * Implements the port {@link dev.agenthub.engine} for the Docker Engine. Each call uses one
 * {@link dev.agenthub.docker.EngineApi}, which has the call's deadline.
 *
 * <p>Control calls go through docker-java, over the transport in {@link dev.agenthub.docker.http}. Streams use that
 * transport directly: a terminal (attach, and exec's creation and start), because docker-java cannot set detach keys
 * and guesses a stream's format by its first byte; a log, because of that guess; and events, because docker-java reads
 * them on a thread of its own and with the deadline of the request.
 */
package dev.agenthub.docker;
