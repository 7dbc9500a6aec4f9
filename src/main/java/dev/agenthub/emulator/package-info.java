/** A terminal emulator in memory: bytes in, a screen out. Pure: no I/O, no clock, no threads. */
package dev.agenthub.emulator;
