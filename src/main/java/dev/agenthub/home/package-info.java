/** The hub's own files on disk: paths, locks, keys, and the description of the running hub for the command line. */
package dev.agenthub.home;
