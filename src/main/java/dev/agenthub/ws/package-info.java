/** The WebSocket at {@code /ws}: terminals and events for viewers, as frames. */
package dev.agenthub.ws;
