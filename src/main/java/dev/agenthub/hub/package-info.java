/** The team at work: one lane for each agent, in which requests, what the engine reports and policies meet. */
package dev.agenthub.hub;
