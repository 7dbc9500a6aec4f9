/** The pure core: an agent's state and its transitions. No I/O, no clock. */
package dev.agenthub.agent;
