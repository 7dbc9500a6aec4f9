package dev.agenthub.cli.client;

import java.util.Optional;

/** Puts the lines of a {@code text/event-stream} together to events, by the WHATWG rules. One instance per stream. */
public final class SseParser {

    /**
     * One event.
     *
     * @param id   the last id the stream gave, empty when it gave none: what to resume after
     * @param name the event's name, {@code message} when it has none
     */
    public record Event(String id, String name, String data) {}

    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String id = "";

    /** @return the event that an empty line completed; an event without data is none */
    public Optional<Event> line(String line) {
        if (line.isEmpty()) {
            return complete();
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    private void field(String field, String value) {
        switch (field) {
            case "data" -> data.append(value).append('\n');
            case "event" -> name = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            default -> { /* a comment, a retry hint, or something newer */ }
        }
    }

    private Optional<Event> complete() {
        Optional<Event> event = data.isEmpty() ? Optional.empty()
                : Optional.of(new Event(id, name.isEmpty() ? "message" : name, data.substring(0, data.length() - 1)));
        data.setLength(0);
        name = "";
        return event;
    }
}
