/** The port to a container engine: what the hub asks of one, in its own words. Adapters implement it. */
package dev.agenthub.engine;
