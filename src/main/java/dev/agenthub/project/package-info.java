/** The project on disk: the agents' folders, what their containers see of it, and what is hidden from them. */
package dev.agenthub.project;
