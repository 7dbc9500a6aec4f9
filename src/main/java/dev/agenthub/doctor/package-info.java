/**
 * Looks at all that a hub needs, with or without one that runs, and tells the cure of each thing that is wrong: one small check
 * for each, which looks and changes nothing.
 */
package dev.agenthub.doctor;
