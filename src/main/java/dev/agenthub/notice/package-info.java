/** Notifies running agents of tasks by typing, but never into a dialog, a moving screen or an unfinished line. */
package dev.agenthub.notice;
