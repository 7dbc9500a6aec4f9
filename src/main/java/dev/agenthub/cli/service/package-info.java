/** The hub as a systemd user service: the unit, its executable, and the user manager. */
package dev.agenthub.cli.service;
