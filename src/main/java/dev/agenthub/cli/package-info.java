/**
 * The command line: the one {@code main}, and one class per verb. Data goes to standard output and words to standard
 * error, {@link dev.agenthub.cli.ExitCode} says how it went, and no verb but {@code start} boots the server.
 */
package dev.agenthub.cli;
