package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plays an asciicast v3 into a terminal and checks its form. */
final class Playback {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event. */
    record Event(double interval, String code, String data) {
    }

    final JsonNode header;
    final List<Event> events = new ArrayList<>();
    private final Emulator emulator;

    private Playback(String text) {
        try {
            assertThat(text).endsWith("\n");
            var lines = text.split("\n");
            header = JSON.readTree(lines[0]);
            assertThat(header.get("version").asInt()).isEqualTo(3);
            emulator = new Emulator(header.at("/term/cols").asInt(), header.at("/term/rows").asInt(), 0);
            for (var i = 1; i < lines.length; i++) {
                take(JSON.readTree(lines[i]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Playback of(String text) {
        return new Playback(text);
    }

    static Playback of(Path file) {
        try {
            return new Playback(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Screen screen() {
        return emulator.screen();
    }

    /** The data of all events with that code. */
    List<String> all(String code) {
        return events.stream().filter(event -> event.code().equals(code)).map(Event::data).toList();
    }

    private void take(JsonNode line) {
        assertThat(line.size()).isEqualTo(3);
        var event = new Event(line.get(0).asDouble(), line.get(1).asText(), line.get(2).asText());
        assertThat(event.interval()).isNotNegative();
        assertThat(event.code()).isIn("o", "i", "m", "r", "x");
        events.add(event);
        if (event.code().equals("o")) {
            var bytes = event.data().getBytes(StandardCharsets.UTF_8);
            emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
                @Override
                public void display(byte[] data, int offset, int length) {
                    // Ignored.
                }

                @Override
                public void reply(byte[] answer) {
                    throw new AssertionError("The recording contains a query.");
                }
            });
        } else if (event.code().equals("r")) {
            var size = event.data().split("x");
            emulator.resize(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        }
    }
}
