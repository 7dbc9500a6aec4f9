/** The words on the wire, which REST, WebSocket and the event stream share: JSON in snake_case, times in UTC. */
package dev.agenthub.api;
