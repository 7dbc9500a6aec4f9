/** Inboxes: folders in which each {@code *.md} file is a task. The scan is the truth, an event of the file system only a hint. */
package dev.agenthub.inbox;
