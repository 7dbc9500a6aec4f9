/** Asks other programs whether they work: MCP servers and the container engine. Used by the hub and the doctor. */
package dev.agenthub.probe;
