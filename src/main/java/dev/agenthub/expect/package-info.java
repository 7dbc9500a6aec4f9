/** Waiting until a terminal or an agent is as a program expects it. */
package dev.agenthub.expect;
