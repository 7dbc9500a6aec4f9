/** Completion for shells: three short scripts, and one answer for all of them. */
package dev.agenthub.cli.completion;
