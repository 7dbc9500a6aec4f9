/** Integration with systemd: readiness, status, watchdog and shutdown notifications. Inactive elsewhere. */
package dev.agenthub.systemd;
