package dev.agenthub.engine;

import java.time.Duration;

/**
 * The time that a start may take. The limits follow one another: the second begins once the image is present.
 *
 * @param image for pulling the image, if the engine does not have it
 * @param start for everything else
 */
public record StartLimits(Duration image, Duration start) {

    public StartLimits {
        if (!image.isPositive() || !start.isPositive()) {
            throw new IllegalArgumentException("A limit is not positive.");
        }
    }
}
