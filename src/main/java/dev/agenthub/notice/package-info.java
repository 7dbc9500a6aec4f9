/** Tells a running agent of its tasks by typing a line, as a considerate person would: never into a dialog, a moving screen or somebody's line. */
package dev.agenthub.notice;
