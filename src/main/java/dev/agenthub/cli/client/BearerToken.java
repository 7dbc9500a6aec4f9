package dev.agenthub.cli.client;

/** The secret that opens the hub's doors. It prints as dots: whoever wants to show it asks for {@link #value}. */
public record BearerToken(String value) {

    /** @throws IllegalArgumentException when the text cannot be a token; the text is not part of the message */
    public BearerToken {
        if (value == null || value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A token is printable ASCII without spaces.");
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}
