/**
 * A person's terminal as a viewer of an agent's. The parts that decide are pure; {@link
 * dev.agenthub.cli.attach.AttachSession} is the one lane through which keys, frames and signals pass.
 */
package dev.agenthub.cli.attach;
