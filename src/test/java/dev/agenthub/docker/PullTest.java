package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agenthub.agent.AgentId;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.engine.ContainerPlan.Limits;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.TerminalMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts whose image is missing, on a scripted engine whose pull the test ends. */
@Timeout(120)
class PullTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ContainerPlan PLAN = new ContainerPlan(new AgentId("qa"), "image", List.of("sh"),
            TerminalMode.ATTACH, EngineFixture.variables(Map.of()), List.of(), "/", Optional.empty(), new Ids(1, 1),
            new Limits(0, 0, 0), new AgentNetwork.Named("bridge"), false);
    private static final String CONTAINER = """
            {"Id":"c1","Name":"/p-qa","State":{"Running":true,"StartedAt":"2026-01-01T12:00:00Z"},
            "Config":{"Labels":{"dev.agenthub.project":"p","dev.agenthub.agent":"qa"}}}""";

    private final CountDownLatch pulled = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private DockerEngine engine;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                serve(exchange);
            }
        });
        server.start();
        engine = EngineAbsentTest.engine("tcp://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        over.countDown();
        engine.close();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request);
        switch (request) {
            case "GET /networks/bridge" -> answer(exchange, 200, "{\"Id\":\"n1\",\"Name\":\"bridge\"}");
            case "POST /containers/create" -> {
                if (pulled.getCount() > 0) {
                    answer(exchange, 404, "{\"message\":\"No such image: image\"}");
                } else {
                    answer(exchange, 201, "{\"Id\":\"c1\"}");
                }
            }
            case "POST /images/create" -> {
                exchange.sendResponseHeaders(200, 0);
                send(exchange, "{\"status\":\"Pulling fs layer\",\"id\":\"a\"}\n");
                awaitEither(pulled);
                send(exchange, "{\"status\":\"Status: Downloaded newer image for image\"}\n");
            }
            case "POST /containers/c1/attach" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                awaitEither(over);
            }
            case "POST /containers/c1/start" -> exchange.sendResponseHeaders(204, -1);
            case "GET /containers/c1/json" -> answer(exchange, 200, CONTAINER);
            default -> answer(exchange, 404, "{\"message\":\"No such container or image\"}");
        }
    }

    private void awaitEither(CountDownLatch latch) {
        await().atMost(LONG).until(() -> latch.await(10, TimeUnit.MILLISECONDS) || over.getCount() == 0);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.sendResponseHeaders(status, json.length());
        exchange.getResponseBody().write(json.getBytes());
    }

    private static void send(HttpExchange exchange, String line) throws IOException {
        exchange.getResponseBody().write(line.getBytes());
        exchange.getResponseBody().flush();
    }

    @Test
    void theTimeOfAStartBeginsWhenItsImageIsPresent() {
        var limits = new StartLimits(LONG, Duration.ofSeconds(3));
        var tooLateForAStart = Deadline.in(limits.start());
        var phrases = new CopyOnWriteArrayList<String>();
        var start = engine.start(PLAN, limits, phrases::add).subscribeAsCompletionStage();

        await().atMost(LONG).until(() -> tooLateForAStart.passed() && phrases.size() > 1);
        assertThat(start).isNotDone();
        pulled.countDown();

        assertThat(start.join().id()).isEqualTo("c1");
        start.join().terminal().close();
        assertThat(phrases).startsWith("pulling image").endsWith("pulling image, 0 of 1 layers, 0 MB");
    }

    @Test
    void aPullThatTakesTooLongFailsAndNamesTheSetting() {
        var limits = new StartLimits(Duration.ofMillis(500), LONG);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.start(PLAN, limits, doing -> true).await().atMost(LONG))
                .withMessageContaining("hub.pull-timeout")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.IMAGE_MISSING));
        assertThat(requests).doesNotContain("POST /containers/c1/start");
    }

    @Test
    void aCancelledStartEndsItsPull() {
        var limits = new StartLimits(LONG, LONG);
        var calls = new CopyOnWriteArrayList<String>();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.start(PLAN, limits, doing -> calls.add(doing) && calls.size() < 2).await()
                .atMost(LONG))
                .withMessageContaining("cancelled");
        assertThat(requests).contains("POST /images/create").doesNotContain("POST /containers/c1/start");
    }
}
