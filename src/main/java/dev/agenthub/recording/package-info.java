/** What each agent's terminal showed, as asciicast files that play by themselves: bounded, private, and never in the terminal's way. */
package dev.agenthub.recording;
