/** The project on disk: where an agent's files lie, what its container sees of them, and making the folders that must be there. */
package dev.agenthub.project;
