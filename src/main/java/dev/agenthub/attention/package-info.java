/** Detects whether a program is active, is still or waits for a person, from its screen and from times. No I/O. */
package dev.agenthub.attention;
