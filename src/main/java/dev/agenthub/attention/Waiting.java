package dev.agenthub.attention;

import java.time.Instant;

/**
 * Records that a program waits for a person.
 *
 * @param since when this was first seen
 * @param reason a phrase for a person
 */
public record Waiting(Instant since, String reason) {
}
