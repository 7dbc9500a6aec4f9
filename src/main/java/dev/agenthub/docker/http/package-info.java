/**
 * A small HTTP/1.1 transport over Unix sockets, TCP and TLS. It is our own because a terminal needs what the available
 * clients lack: docker-java's guesses by the first byte whether a stream is raw, cannot ask for detach keys, and passes
 * each keystroke through one more thread; Vert.x has Unix sockets only with a native transport; the JDK's client has
 * none. One connection serves one request, without a pool.
 *
 * <p>Blocking; a {@link dev.agenthub.docker.http.Deadline} of the caller limits the time.
 */
package dev.agenthub.docker.http;
