package dev.agenthub.cli.client;

/** The hub's access token. {@link #toString} hides it. */
public record BearerToken(String value) {

    /** @throws IllegalArgumentException if the value is not a token; the message does not contain it */
    public BearerToken {
        if (value == null || value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A token must be printable ASCII without spaces.");
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}
