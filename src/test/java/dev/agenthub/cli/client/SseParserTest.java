package dev.agenthub.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SseParserTest {

    @Test
    void linesAreParsedIntoEvents() {
        assertThat(events("id: 7", "event: inbox_changed", "data: {\"count\":1}", "", "data:a", "data: b", "", ""))
                .containsExactly(new SseParser.Event("7", "inbox_changed", "{\"count\":1}"),
                        new SseParser.Event("7", "message", "a\nb"));
    }

    @Test
    void commentsRetriesAndUnknownFieldsAreIgnored() {
        assertThat(events(": keep-alive", "", "retry: 10", "", "new: thing", "", "event: empty", "")).isEmpty();
    }

    @Test
    void anIncompleteEventIsIgnored() {
        assertThat(events("data: half")).isEmpty();
    }

    @Test
    void aNameAppliesToOneEvent() {
        assertThat(events("event: a", "data: 1", "", "data: 2", "")).extracting(SseParser.Event::name)
                .containsExactly("a", "message");
    }

    private static List<SseParser.Event> events(String... lines) {
        var parser = new SseParser();
        return Stream.of(lines).map(parser::line).flatMap(Optional::stream).toList();
    }
}
