/** Access control. Needed on loopback too, since any page and any user of the machine can reach 127.0.0.1. */
package dev.agenthub.security;
