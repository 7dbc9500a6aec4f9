/** Detects from the screen whether a program waits for a person. Pure. */
package dev.agenthub.attention;
