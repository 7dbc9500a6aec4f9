/** Wiring, lifecycle and jobs of the hub, its files, locks, health checks and metrics. */
package dev.agenthub.ops;
