/** What an operator meets: where the hub keeps its files, and how its health is told. */
package dev.agenthub.ops;
