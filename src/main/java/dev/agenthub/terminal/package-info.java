/** An agent's terminal as the hub holds it, and its viewers, none of which can hurt it or another. */
package dev.agenthub.terminal;
