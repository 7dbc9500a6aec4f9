/** The REST API. Resources parse, call the hub and map; {@link dev.agenthub.rest.ProblemTable} maps all exceptions. */
package dev.agenthub.rest;
