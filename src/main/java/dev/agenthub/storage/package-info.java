/** Private files, which are replaced atomically. */
package dev.agenthub.storage;
