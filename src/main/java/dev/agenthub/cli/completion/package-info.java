/** Shell completion: a script for each shell, and the completer that all of them call. */
package dev.agenthub.cli.completion;
