/** Files that must be whole or not there at all, whatever happens while they are written. */
package dev.agenthub.storage;
