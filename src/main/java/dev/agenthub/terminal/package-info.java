/** An agent's terminal in the hub, and its viewers. No viewer can slow down the terminal or another viewer. */
package dev.agenthub.terminal;
