/** The terminal benchmark: compares the hub with other tools on one engine. Run it with {@code src/bench/run.sh}. */
package dev.agenthub.bench;
