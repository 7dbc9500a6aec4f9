/** A terminal in memory: bytes in, a screen out. Pure: no I/O, no clock, no threads of its own. */
package dev.agenthub.emulator;
