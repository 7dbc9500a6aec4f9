/** The hub as a service of systemd: says when it is ready, how it fares, that it is alive, and that it ends. Silent elsewhere. */
package dev.agenthub.systemd;
