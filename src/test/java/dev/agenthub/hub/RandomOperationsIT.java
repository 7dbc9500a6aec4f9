package dev.agenthub.hub;

import static dev.agenthub.api.Samples.launch;
import static dev.agenthub.api.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.policy.LaunchPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Concurrent clients run random operations while containers are killed. Invariants hold after each operation, and in
 * the end hub, engine and inboxes agree.
 *
 * <p>{@code -Dagenthub.soak=PT10M} repeats this for ten minutes and also kills the hub after each round; without it,
 * there is a single round. {@code -Dagenthub.seed} repeats the operations of a failed round, in another interleaving.
 */
class RandomOperationsIT {

    private static final int OPERATIONS = 200;
    private static final int CLIENTS = 8;
    private static final List<String> AGENTS = List.of("a", "b", "c", "d");

    private final long seed = Long.getLong("agenthub.seed", new Random().nextLong());
    private final AtomicInteger tasks = new AtomicInteger();

    @Test
    void invariantsHoldUnderRandomConcurrentOperations() throws Exception {
        var soak = Duration.parse(System.getProperty("agenthub.soak", "PT0S"));
        try (var hub = new RunningHub(AGENTS.toArray(String[]::new)).startWithEngine()) {
            var round = 0;
            var end = Instant.now().plus(soak);
            do {
                var seedOfRound = seed + round++;
                assertThatCode(() -> work(hub, seedOfRound)).as("-Dagenthub.seed=%d", seedOfRound)
                        .doesNotThrowAnyException();
                if (!soak.isZero()) {
                    hub.kill();
                    hub.startWithEngine();
                }
                settle(hub);
            } while (Instant.now().isBefore(end));
        }
    }

    private void work(RunningHub hub, long seedOfRound) throws Exception {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var working = new ArrayList<Future<?>>();
            for (var client = 0; client < CLIENTS; client++) {
                var random = new Random(seedOfRound * CLIENTS + client);
                working.add(clients.submit(() -> {
                    for (var i = 0; i < OPERATIONS / CLIENTS; i++) {
                        operate(hub, AGENTS.get(random.nextInt(AGENTS.size())), random);
                        check(hub);
                    }
                }));
            }
            for (var work : working) {
                work.get();
            }
        }
    }

    /** Runs one operation and checks its status. A conflict is allowed, because clients compete. */
    private void operate(RunningHub hub, String agent, Random random) {
        var path = "/api/agents/" + agent;
        switch (random.nextInt(8)) {
            case 0, 1 -> assertThat(hub.api().post(path + "/start").statusCode()).as("start").isIn(200, 409);
            case 2 -> assertThat(hub.api().post(path + "/stop").statusCode()).as("stop").isIn(200, 409);
            case 3 -> assertThat(hub.api().post(path + "/restart").statusCode()).as("restart").isIn(200, 409);
            case 4 -> {
                var launch = LaunchPolicy.values()[random.nextInt(3)];
                assertThat(hub.api(launch(launch)).put(path + "/policy").statusCode()).as("policy").isEqualTo(200);
            }
            case 5 -> assertThat(hub.api(line("echo typed")).post(path + "/input").statusCode()).as("input")
                    .isIn(204, 409);
            case 6 -> drop(hub, agent);
            default -> kill(hub, agent);
        }
    }

    private void drop(RunningHub hub, String agent) {
        try {
            Files.writeString(hub.inbox(agent).resolve("task%d.md".formatted(tasks.incrementAndGet())), "# Task\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(RunningHub hub, String agent) {
        try {
            hub.engine.docker.killContainerCmd(hub.container(agent)).exec();
        } catch (RuntimeException e) {
            // There is no running container to kill.
            assertThat(e.getMessage()).containsAnyOf("No such container", "is not running", "Cannot kill");
        }
    }

    /** Checks the invariants that hold at any time. */
    private static void check(RunningHub hub) {
        var agents = hub.status().agents();
        assertThat(agents).hasSize(AGENTS.size());
        for (var agent : agents) {
            assertThat(agent.reason()).isNotBlank();
        }
        var names = hub.engine.docker.listContainersCmd().withShowAll(true).exec().stream()
                .flatMap(container -> Stream.of(container.getNames()))
                .filter(name -> name.startsWith("/" + hub.container("")))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    /** Waits until no operation is pending and hub, engine and inboxes agree. */
    private static void settle(RunningHub hub) {
        AGENTS.forEach(agent -> hub.api(launch(LaunchPolicy.MANUAL)).put("/api/agents/" + agent + "/policy")
                .then().statusCode(200));
        await("all agree").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            var running = hub.engine.docker.listContainersCmd().exec().stream()
                    .flatMap(container -> Stream.of(container.getNames()))
                    .collect(Collectors.toSet());
            for (var id : AGENTS) {
                var agent = hub.agent(id);
                assertThat(agent.state()).isIn(AgentState.ACTIVE, AgentState.INACTIVE, AgentState.ERROR);
                assertThat(agent.state() == AgentState.ACTIVE).as("%s: %s", id, agent)
                        .isEqualTo(running.contains("/" + hub.container(id)));
                assertThat(agent.inboxCount()).as("tasks of %s", id).isEqualTo(files(hub, id));
            }
        });
        checkTerminals(hub);
    }

    private static int files(RunningHub hub, String agent) throws IOException {
        try (var files = Files.list(hub.inbox(agent))) {
            return (int) files.count();
        }
    }

    /** Checks that every agent can be started and its terminal works. */
    private static void checkTerminals(RunningHub hub) {
        for (var agent : AGENTS) {
            hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200);
            try (var viewer = hub.viewer().subscribe(agent)) {
                viewer.type(agent, "echo alive-$((3*3))\r").awaitOutput("alive-9");
            }
        }
    }
}
