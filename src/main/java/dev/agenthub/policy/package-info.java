/** Launch and shutdown policies: pure decisions, each with a reason. */
package dev.agenthub.policy;
