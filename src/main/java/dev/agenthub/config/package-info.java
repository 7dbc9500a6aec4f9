/** The configuration, read and validated once at startup. */
package dev.agenthub.config;
