/**
 * The {@code attach} command's terminal client. Keys, frames and signals pass through the single lane of {@link
 * dev.agenthub.cli.attach.AttachSession}; parsing and decoding are pure.
 */
package dev.agenthub.cli.attach;
