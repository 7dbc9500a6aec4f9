/** Commands about the hub itself, running or not. */
package dev.agenthub.cli.hub;
