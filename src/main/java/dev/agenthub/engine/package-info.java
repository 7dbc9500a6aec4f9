/**
 * The port to a container engine. It speaks of containers, terminals and what people see, and of no particular engine:
 * adapters choose names and labels, know where volumes are, and word what is wrong with their engine.
 */
package dev.agenthub.engine;
