/** Waits until a terminal or an agent meets an expectation. */
package dev.agenthub.expect;
