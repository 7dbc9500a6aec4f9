package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors when no engine answers. */
class EngineAbsentTest {

    @TempDir
    Path folder;

    static DockerEngine engine(String address) {
        return engine(address, Duration.ofSeconds(20));
    }

    static DockerEngine engine(String address, Duration answerTimeout) {
        var project = new DockerProject("p", "p-", Path.of("/"), Path.of("/"));
        return new DockerEngine(DockerHost.of(address), project, message -> { }, answerTimeout);
    }

    @Test
    void aMissingSocketIsReportedAsUnreachableWithARemedy() {
        try (var engine = engine("unix://" + folder.resolve("none.sock"))) {
            assertUnreachable(engine.list(), engine.address(), "systemctl start docker");
            assertUnreachable(engine.stop("x", Duration.ofSeconds(1)), engine.address());
        }
    }

    @Test
    void aSocketWithoutAListenerIsUnreachable() throws IOException {
        var socket = folder.resolve("dead.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)).close();
        try (var engine = engine("unix://" + socket)) {
            assertUnreachable(engine.list(), engine.address(), "refused");
        }
    }

    @Test
    void aPortWithoutAListenerIsUnreachable() {
        try (var engine = engine("tcp://127.0.0.1:1")) {
            assertUnreachable(engine.list(), engine.address(), "DOCKER_HOST");
        }
    }

    @Test
    void anEngineThatAcceptsAndNeverAnswersTimesOut() throws IOException {
        var socket = folder.resolve("silent.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var engine = engine("unix://" + socket, Duration.ofMillis(300))) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> engine.list().await().atMost(Duration.ofSeconds(10)))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT))
                    .withMessageContaining("has not answered within 0.3 s (list the containers at unix://" + socket);
        }
    }

    @Test
    void theEventStreamReportsAnOutageOnceAndKeepsRetrying() {
        List<EngineEvent> events = new CopyOnWriteArrayList<>();
        try (var engine = engine("unix://" + folder.resolve("none.sock"))) {
            var subscription = engine.events().subscribe().with(events::add);
            await().atMost(Duration.ofSeconds(10)).until(() -> !events.isEmpty());
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(2)).until(() -> events.size() == 1);
            subscription.cancel();
            assertThat(events).singleElement().isInstanceOf(EngineEvent.Disconnected.class);
        }
    }

    private static void assertUnreachable(Uni<?> call, String... words) {
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> call.await().atMost(Duration.ofSeconds(20)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .satisfies(e -> List.of(words).forEach(word -> assertThat(e).hasMessageContaining(word)));
    }
}
