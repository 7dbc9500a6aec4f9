/** Files that are written atomically. */
package dev.agenthub.storage;
