/**
 * The Docker Engine behind the port {@link dev.agenthub.engine}. Control calls go through docker-java; everything
 * that streams (terminals, logs, events) is asked for without it, because docker-java guesses a stream's format by its
 * first byte and cannot set detach keys. Both use the same connections, see {@link dev.agenthub.docker.EngineHttp}.
 */
package dev.agenthub.docker;
