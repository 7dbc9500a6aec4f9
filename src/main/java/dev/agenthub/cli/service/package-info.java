/** The hub as a service of the user's systemd: its unit, the program that it runs, and the manager that runs it. */
package dev.agenthub.cli.service;
