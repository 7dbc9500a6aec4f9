package dev.agenthub.cli.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agenthub.api.EventJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.SseParser;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.text.Fields;
import dev.agenthub.cli.text.PlainText;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints events, one per line, until interrupted. After a lost connection it resumes after the last printed event.
 * Exits with 3 if the hub stays unreachable.
 */
@Command(name = "events", description = "Print events as they happen, until interrupted.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub events --json | jq -r 'select(.type == \"attention_changed\") | .agent_id'")
public final class EventsCommand extends HubCommand {

    private static final List<String> LEADING = List.of("at", "type", "agent_id");

    @Option(names = "--after", paramLabel = "EVENT-ID", description = "Start after this event.")
    private String after;

    @Mixin
    private JsonOption json;

    private final ReconnectDelay delay;
    private final InstantSource clock;

    public EventsCommand(Shell shell) {
        super(shell.environment());
        this.delay = shell.reconnectDelay();
        this.clock = shell.clock();
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = client();
        var last = follow(client, Optional.ofNullable(after)).orElse(after);
        var lostAt = clock.instant();
        int tries = 0;
        err().println("Connection lost. Reconnecting…");
        while (true) {
            var elapsed = Duration.between(lostAt, clock.instant());
            var pause = delay.next(tries++, elapsed).orElseThrow(
                    () -> new HubException(new Failure.Unreachable(client.hub().url(), "connection lost")));
            Thread.sleep(pause);
            try {
                last = follow(client, Optional.ofNullable(last)).orElse(last);
                lostAt = clock.instant();
                tries = 0;
            } catch (HubException e) {
                if (!(e.failure() instanceof Failure.Unreachable)) {
                    throw e;
                }
            }
        }
    }

    /** @return the id of the last printed event, once the stream has ended */
    private Optional<String> follow(HubClient client, Optional<String> from) {
        Optional<String> last = Optional.empty();
        var parser = new SseParser();
        try (Stream<String> lines = client.events(from)) {
            for (Iterator<String> each = lines.iterator(); each.hasNext();) {
                Optional<SseParser.Event> event = parser.line(each.next());
                event.ifPresent(this::print);
                if (event.isPresent() && !event.get().id().isEmpty()) {
                    last = Optional.of(event.get().id());
                }
            }
        } catch (UncheckedIOException e) {
            // the caller reconnects
        }
        return last;
    }

    private void print(SseParser.Event event) {
        // A newer hub may send unknown events; they are shown unchanged.
        var data = PlainText.line(event.data());
        out().println(json.isWanted() ? data : read(event.data()).map(EventsCommand::line)
                .orElseGet(() -> PlainText.line(event.name()) + " " + data));
        out().flush();
    }

    private static Optional<EventJson> read(String data) {
        try {
            return Optional.ofNullable(Wire.JSON.readValue(data, EventJson.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** An event as a line: time, type, agent, and its other plain fields. */
    private static String line(EventJson event) {
        var fields = Fields.of(event);
        fields.values().removeIf(Fields.NONE::equals);
        var line = new StringJoiner(" ");
        LEADING.stream().map(fields::remove).filter(Objects::nonNull).forEach(line::add);
        fields.forEach((name, value) -> line.add(name + "=" + value));
        return line.toString();
    }
}
