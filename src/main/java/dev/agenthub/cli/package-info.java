/**
 * The command line: {@code main}, and a package of commands for each noun. Data goes to standard output, messages to
 * standard error. Commands exit with an {@link dev.agenthub.cli.command.ExitCode}. Only {@code start} boots the server.
 */
package dev.agenthub.cli;
