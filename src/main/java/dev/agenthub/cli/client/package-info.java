/** How the command line finds a hub and talks with it: plain HTTP, no server code. */
package dev.agenthub.cli.client;
