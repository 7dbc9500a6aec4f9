/** Client connections: their number, their time limits, and the validation of requests. */
package dev.agenthub.connection;
