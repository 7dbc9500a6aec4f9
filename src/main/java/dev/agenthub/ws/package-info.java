/** The WebSocket endpoint {@code /ws}: terminals and events. */
package dev.agenthub.ws;
