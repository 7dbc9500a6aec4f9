/** REST: each method parses, asks the hub, and maps. What goes wrong is mapped in one table, {@link dev.agenthub.rest.ProblemTable}. */
package dev.agenthub.rest;
