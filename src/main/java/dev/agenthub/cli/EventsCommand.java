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
 * Prints what happens, an event a line, until it is interrupted. When the connection drops it goes on after the last
 * event it has printed, and exits with 3 when the hub stays away.
 */
@Command(name = "events", description = "Print what happens as it happens, until interrupted.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub events --json | jq -r 'select(.type == \"attention_changed\") | .agent_id'")
final class EventsCommand extends HubCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--after", paramLabel = "EVENT-ID", description = "Begin with the events after this one.")
    private String after;

    @Option(names = {"-f", "--follow"}, description = "Go on until interrupted, which it does anyway.")
    private boolean follow;

    @Mixin
    private JsonOption json;

    private final ReconnectDelay backoff;

    EventsCommand(Shell shell) {
        super(shell.environment());
        this.backoff = shell.backoff();
    }

    @Override
    public Integer call() throws InterruptedException {
        HubClient client = client();
        String last = follow(client, Optional.ofNullable(after)).orElse(after);
        Instant since = Instant.now();
        int tries = 0;
        err().println("The connection is lost. Trying again …");
        while (true) {
            Duration away = Duration.between(since, Instant.now());
            Duration pause = backoff.next(tries++, away).orElseThrow(
                    () -> new HubException(new Failure.Unreachable(client.hub().url(), "connection lost")));
            Thread.sleep(pause);
            try {
                last = follow(client, Optional.ofNullable(last)).orElse(last);
                since = Instant.now();
                tries = 0;
            } catch (HubException failed) {
                if (!(failed.failure() instanceof Failure.Unreachable)) {
                    throw failed;
                }
            }
        }
    }

    /** @return the id of the last event that was printed, when the stream has ended */
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
        } catch (UncheckedIOException broken) {
            // the caller connects again
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
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
