/** The port to a container engine. Adapters implement it. */
package dev.agenthub.engine;
