package dev.agenthub.attention;

import java.time.Instant;

/**
 * A program waits for a person.
 *
 * @param since when that was first seen
 * @param reason in words for people
 */
public record Waiting(Instant since, String reason) {
}
