/** What can be configured, read once at start and checked before anything else happens. */
package dev.agenthub.config;
