package dev.agenthub.cli.client;

import java.util.Optional;

/** Parses the lines of a {@code text/event-stream} by the rules of the WHATWG. One instance per stream. */
public final class SseParser {

    /**
     * One event.
     *
     * @param id   the last id in the stream, from which to resume; empty if there was none
     * @param name the event's name; {@code message} if it has none
     */
    public record Event(String id, String name, String data) {
    }

    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String id = "";

    /** @return the event, if this empty line completes one that has data */
    public Optional<Event> line(String line) {
        if (line.isEmpty()) {
            return complete();
        }
        int colon = line.indexOf(':');
        var field = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    private void field(String field, String value) {
        switch (field) {
            case "data" -> data.append(value).append('\n');
            case "event" -> name = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            default -> { /* a comment, a retry hint, or an unknown field */ }
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
