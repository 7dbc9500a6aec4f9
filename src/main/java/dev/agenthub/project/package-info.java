/** The project on disk: the paths of agents' files, their mounts into containers, and the folders they need. */
package dev.agenthub.project;
