/** The benchmark of terminals: the hub beside others, on one engine, in one run. Its command is {@code src/bench/run.sh}. */
package dev.agenthub.bench;
