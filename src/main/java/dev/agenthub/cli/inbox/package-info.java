/** Commands about the tasks in an inbox. */
package dev.agenthub.cli.inbox;
