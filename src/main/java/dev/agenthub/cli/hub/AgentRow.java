package dev.agenthub.cli.hub;

import dev.agenthub.api.SummaryJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An agent as a row of a table; what it does not have shows as a dash. */
record AgentRow(SummaryJson agent) {

    static final List<String> HEAD = List.of("AGENT", "STATE", "FOR", "INBOX", "LAUNCH", "ACTIVE", "REASON");
    private static final String NONE = "-";

    /** @param now the reference time for ages */
    List<String> cells(Instant now) {
        return List.of(agent.id().value(), Wire.word(agent.state()), age(agent.since(), now),
                Integer.toString(agent.inboxCount()), Wire.word(agent.policy()),
                agent.lastActivity().map(at -> age(at, now) + " ago").orElse(NONE), reason(now));
    }

    /** The style of its line: its state, or waiting if it waits for a person. */
    String style() {
        return agent.waiting().isPresent() ? "waiting" : Wire.word(agent.state());
    }

    private String reason(Instant now) {
        var reason = agent.waiting().map(waiting -> "WAITS FOR YOU, " + age(waiting.since(), now) + ": "
                + waiting.reason() + "; ").orElse("") + agent.reason();
        return reason.isBlank() ? NONE : reason;
    }

    private static String age(Instant since, Instant now) {
        return Durations.of(Duration.between(since, now));
    }
}
