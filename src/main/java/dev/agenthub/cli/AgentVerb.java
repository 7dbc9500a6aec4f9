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
 * Asks the same of several agents, all at once, and tells of each in the order in which they were named.
 *
 * @param verb start, stop or restart
 */
record AgentVerb(HubClient client, String verb, Duration patience) {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Is told what comes of it. */
    interface Listener {
        void done(AgentId id, JsonNode agent);

        void failed(AgentId id, Failure failure);

        /** Called about once a second. */
        void waiting(String stage, Duration taken);
    }

    void run(Collection<AgentId> ids, Listener listener) throws InterruptedException {
        long began = System.nanoTime();
        Map<AgentId, Future<JsonNode>> answers = new LinkedHashMap<>();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AgentId id : new LinkedHashSet<>(ids)) {
                answers.put(id, lanes.submit(() -> client.command(id, verb, patience)));
            }
            for (Map.Entry<AgentId, Future<JsonNode>> answer : answers.entrySet()) {
                while (!isTold(answer.getKey(), answer.getValue(), listener)) {
                    listener.waiting(stage(List.copyOf(answers.keySet()), answers), Duration.ofNanos(System.nanoTime() - began));
                }
            }
        }
    }

    private static boolean isTold(AgentId id, Future<JsonNode> answer, Listener listener) throws InterruptedException {
        try {
            listener.done(id, answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof HubException hub) {
                listener.failed(id, hub.failure());
                return true;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** What the first that is not done is at, and how many more there are. */
    private String stage(List<AgentId> ids, Map<AgentId, Future<JsonNode>> answers) {
        List<AgentId> open = ids.stream().filter(id -> !answers.get(id).isDone()).toList();
        if (open.isEmpty()) {
            return "";
        }
        AgentId first = open.getFirst();
        String more = open.size() > 1 ? " (and " + (open.size() - 1) + " more)" : "";
        try {
            AgentFields now = new AgentFields(client.agent(first));
            return first + " is " + now.state() + (now.reason().isEmpty() ? "" : ": " + now.reason()) + more;
        } catch (HubException unknown) {
            return first + ": " + verb + more;
        }
    }
}
