package dev.agenthub.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.SseParser;

/**
 * Prints events, one per line, until interrupted. After a lost connection it resumes after the last printed event.
 * Exits with 3 if the hub stays unreachable.
 */
@Command(name = "events", description = "Print events as they happen, until interrupted.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub events --json | jq -r 'select(.type == \"attention_changed\") | .agent_id'")
final class EventsCommand extends HubCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--after", paramLabel = "EVENT-ID", description = "Start after this event.")
    private String after;

    @Option(names = {"-f", "--follow"}, description = "No effect: events always follows.")
    private boolean follow;

    @Mixin
    private JsonOption json;

    private final ReconnectDelay delay;

    EventsCommand(Shell shell) {
        super(shell.environment());
        this.delay = shell.reconnectDelay();
    }

    @Override
    public Integer call() throws InterruptedException {
        HubClient client = client();
        String last = follow(client, Optional.ofNullable(after)).orElse(after);
        Instant lostAt = Instant.now();
        int tries = 0;
        err().println("Connection lost. Reconnecting…");
        while (true) {
            Duration elapsed = Duration.between(lostAt, Instant.now());
            Duration pause = delay.next(tries++, elapsed).orElseThrow(
                    () -> new HubException(new Failure.Unreachable(client.hub().url(), "connection lost")));
            Thread.sleep(pause);
            try {
                last = follow(client, Optional.ofNullable(last)).orElse(last);
                lostAt = Instant.now();
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
        SseParser parser = new SseParser();
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
        JsonNode data = parse(event.data());
        if (json.isWanted()) {
            out().println(data.isMissingNode() ? JSON.createObjectNode().put("data", event.data()) : data);
        } else {
            out().println(PlainText.line(EventLine.of(event, data)));
        }
        out().flush();
    }

    private static JsonNode parse(String data) {
        try {
            return JSON.readTree(data);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
