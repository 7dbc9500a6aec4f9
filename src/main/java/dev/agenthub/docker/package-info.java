/**
 * The Docker Engine behind the port {@link dev.agenthub.engine}. Control calls go through docker-java; everything
 * that streams (terminals, logs, events) goes over connections of its own, because docker-java guesses a stream's
 * format by its first byte and cannot set detach keys.
 */
package dev.agenthub.docker;
