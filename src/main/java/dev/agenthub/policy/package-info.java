/** When to launch and when to stop an agent: decisions as pure functions, each with its reason. */
package dev.agenthub.policy;
