/** What all commands build on: their bases, exit codes, and the reporting of failures. */
package dev.agenthub.cli.command;
