/**
 * Every word on the wire, in both directions, REST and WebSocket: {@link dev.agenthub.api.Wire} says how they are
 * written. The server, the command line and the tests use these records; the API documents and the page's types are
 * generated from them.
 */
package dev.agenthub.api;
