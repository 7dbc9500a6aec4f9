/** The doors: who may call the hub. Local is not safe, since any page and any user of the machine reach 127.0.0.1. */
package dev.agenthub.security;
