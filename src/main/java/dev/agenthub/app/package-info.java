/** The hub as a program: its composition, its life from start to end, and its periodic jobs. */
package dev.agenthub.app;
