/** The command line's client for the hub: finding it, and calling it over HTTP and WebSocket. Has no server code. */
package dev.agenthub.cli.client;
