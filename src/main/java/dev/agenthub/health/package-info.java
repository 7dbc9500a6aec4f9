/** Whether the hub works: its self-check, health checks and metrics. */
package dev.agenthub.health;
