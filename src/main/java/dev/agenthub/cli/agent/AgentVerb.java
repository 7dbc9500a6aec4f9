package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubClient.Verb;
import dev.agenthub.cli.client.HubException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts, stops or restarts several agents concurrently and reports each, in the order of their ids. */
public record AgentVerb(HubClient client, Verb verb, Duration timeout) {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    /** Receives the outcome of each agent. */
    public interface VerbListener {
        void done(AgentJson agent);

        void failed(AgentId id, Failure failure);

        /** Called about once a second. */
        void waiting(String stage, Duration elapsed);
    }

    /** Blocks until each agent is done or has failed. */
    public void run(Collection<AgentId> ids, VerbListener listener) throws InterruptedException {
        var start = System.nanoTime();
        var answers = new LinkedHashMap<AgentId, Future<AgentJson>>();
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var id : new LinkedHashSet<>(ids)) {
                answers.put(id, lanes.submit(() -> client.command(id, verb, timeout)));
            }
            for (var answer : answers.entrySet()) {
                while (!reportIfDone(answer.getKey(), answer.getValue(), listener)) {
                    listener.waiting(stage(answers), Duration.ofNanos(System.nanoTime() - start));
                }
            }
        }
    }

    private static boolean reportIfDone(AgentId id, Future<AgentJson> answer, VerbListener listener)
            throws InterruptedException {
        try {
            listener.done(answer.get(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HubException hub) {
                listener.failed(id, hub.failure());
                return true;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The state of the first pending agent, and how many more are pending. */
    private String stage(Map<AgentId, Future<AgentJson>> answers) {
        var pending = answers.keySet().stream().filter(id -> !answers.get(id).isDone()).toList();
        if (pending.isEmpty()) {
            return "";
        }
        var first = pending.getFirst();
        var more = pending.size() > 1 ? " (and " + (pending.size() - 1) + " more)" : "";
        try {
            var agent = client.agent(first);
            return "%s is %s: %s%s".formatted(first, Wire.word(agent.state()), agent.reason(), more);
        } catch (HubException e) {
            return first + ": " + Wire.word(verb) + more;
        }
    }
}
