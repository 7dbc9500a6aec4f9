/** Records terminals as asciicast files: bounded, private, and without delaying the terminal. */
package dev.agenthub.recording;
