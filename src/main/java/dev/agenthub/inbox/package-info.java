/** Inboxes: folders in which each {@code *.md} file is a task. File system events only trigger scans; scans decide. */
package dev.agenthub.inbox;
