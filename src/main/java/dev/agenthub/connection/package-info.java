/** The connections that clients make: how many there may be, how long one may do nothing, and what a request must be. */
package dev.agenthub.connection;
