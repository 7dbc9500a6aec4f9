/** The wire types shared by REST, WebSocket and the event stream: JSON in snake_case, times in UTC. */
package dev.agenthub.api;
