package dev.agenthub.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.JsonNode;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;

/**
 * Starts, stops or restarts several agents concurrently and reports each, in the order of their ids.
 *
 * @param verb start, stop or restart
 */
record AgentVerb(HubClient client, String verb, Duration timeout) {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    /** Receives the outcome of each agent. */
    interface Listener {
        void done(AgentId id, JsonNode agent);

        void failed(AgentId id, Failure failure);

        /** Called about once a second. */
        void waiting(String stage, Duration elapsed);
    }

    void run(Collection<AgentId> ids, Listener listener) throws InterruptedException {
        long start = System.nanoTime();
        Map<AgentId, Future<JsonNode>> answers = new LinkedHashMap<>();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AgentId id : new LinkedHashSet<>(ids)) {
                answers.put(id, lanes.submit(() -> client.command(id, verb, timeout)));
            }
            for (Map.Entry<AgentId, Future<JsonNode>> answer : answers.entrySet()) {
                while (!reportIfDone(answer.getKey(), answer.getValue(), listener)) {
                    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                    listener.waiting(stage(List.copyOf(answers.keySet()), answers), elapsed);
                }
            }
        }
    }

    private static boolean reportIfDone(AgentId id, Future<JsonNode> answer, Listener listener)
            throws InterruptedException {
        try {
            listener.done(id, answer.get(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
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
    private String stage(List<AgentId> ids, Map<AgentId, Future<JsonNode>> answers) {
        List<AgentId> pending = ids.stream().filter(id -> !answers.get(id).isDone()).toList();
        if (pending.isEmpty()) {
            return "";
        }
        AgentId first = pending.getFirst();
        String more = pending.size() > 1 ? " (and " + (pending.size() - 1) + " more)" : "";
        try {
            AgentFields agent = new AgentFields(client.agent(first));
            return first + " is " + agent.state() + (agent.reason().isEmpty() ? "" : ": " + agent.reason()) + more;
        } catch (HubException e) {
            return first + ": " + verb + more;
        }
    }
}
