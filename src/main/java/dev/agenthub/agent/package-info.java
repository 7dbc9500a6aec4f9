/** The pure core: what an agent is, and what becomes of it on each event. No I/O, no clock. */
package dev.agenthub.agent;
