/** Runs the team: each agent has a lane that serializes requests, engine events and policy decisions. */
package dev.agenthub.hub;
