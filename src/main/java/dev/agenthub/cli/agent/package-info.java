/** Commands about agents: what they do, show and wait for, and their policies. */
package dev.agenthub.cli.agent;
