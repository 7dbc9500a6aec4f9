package dev.agenthub.docker;

import static dev.agenthub.docker.EngineFixture.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Adoption of running containers. */
@Timeout(120)
class AdoptIT {

    @AutoClose
    final EngineFixture fixture = new EngineFixture();

    @Test
    void theProgramKeepsRunningAndItsHistoryIncludesOutputDuringTheOutage(@TempDir Path folder) throws IOException {
        try (var proxy = new CuttableProxy(folder); var engine = fixture.engine(proxy.host())) {
            var running = fixture.owned(get(EngineFixture.start(engine, fixture.plan("qa", "echo before; read x; "
                    + "sleep 0.3; printf 'mean\\377while\\n'; while read x; do echo \"said $x\"; done"))));
            var listener = Listener.on(running.terminal()).awaitText("before");
            running.terminal().write("go\r".getBytes(UTF_8));
            listener.awaitText("go");
            proxy.cut();
            listener.awaitEnd();
            assertThatExceptionOfType(EngineException.class).isThrownBy(() -> get(engine.inspect(running.id())))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                    .withMessageContaining(engine.address());
            proxy.restore();
            awaitLog(running.id(), "while");

            var again = fixture.owned(get(engine.adopt(only(get(engine.list())).id())));

            assertThat(again.startedAt()).isEqualTo(running.startedAt());
            assertThat(new String(Listener.history(again.terminal()), StandardCharsets.ISO_8859_1))
                    .isEqualTo("before\r\ngo\r\nmean\u00ffwhile\r\n");
            again.terminal().write("more\r".getBytes(UTF_8));
            Listener.on(again.terminal()).awaitText("said more");
        }
    }

    @RepeatedTest(3)
    void noLineIsLostOrDuplicatedWhenAFloodIsAdopted() {
        var running = fixture.start(fixture.unlimited("qa", "stty -opost; seq 1 100000000"));
        var first = new LineCounter(new AtomicInteger());
        running.terminal().output().subscribe().with(first::take, failure -> { }, first::end);
        await().atMost(Duration.ofSeconds(30)).until(() -> first.last() > 20_000);
        running.terminal().close();

        var again = fixture.adopt(only(get(fixture.engine.list())));

        var wrong = new AtomicInteger();
        var lines = new LineCounter(wrong);
        lines.take(Listener.history(again.terminal()));
        var historyEnd = lines.last();
        assertThat(wrong).hasValue(0);
        assertThat(historyEnd).isGreaterThan(20_000);
        again.terminal().output().subscribe().with(lines::take, failure -> { }, lines::end);
        await().atMost(Duration.ofSeconds(30)).until(() -> lines.last() > historyEnd + 200_000);
        again.terminal().close();
        assertThat(wrong).as(lines::firstWrong).hasValue(0);
    }

    @Test
    void historyContainsOnlyTheCurrentRun() {
        var plan = fixture.plan("qa", "cat /proc/sys/kernel/random/uuid; cat");
        var first = fixture.start(plan);
        var firstOutput = Listener.on(first.terminal()).awaitText("\n").text();
        get(fixture.engine.stop(first.id(), Duration.ZERO));
        var second = fixture.start(plan);
        var secondOutput = Listener.on(second.terminal()).awaitText("\n").text();
        second.terminal().close();

        var adopted = fixture.adopt(only(get(fixture.engine.list())));

        assertThat(secondOutput).isNotEqualTo(firstOutput);
        assertThat(new String(Listener.history(adopted.terminal()), UTF_8)).isEqualTo(secondOutput);
    }

    @Test
    void historyIsBoundedAndBeginsAtALineStart() {
        var running = fixture.start(fixture.plan("qa",
                "yes 0123456789012345678901234567890123456789012345678901234567890123456789 "
                + "| head -n 40000; echo done; sleep 1000"));
        Listener.on(running.terminal()).awaitText("done");
        running.terminal().close();
        awaitLog(running.id(), "done");

        var history = new String(Listener.history(fixture.adopt(only(get(fixture.engine.list()))).terminal()), UTF_8);

        assertThat(history.length()).isBetween(900_000, 1024 * 1024);
        assertThat(history).startsWith("0123").endsWith("done\r\n");
    }

    @Test
    void aStoppedContainerIsRefused() {
        var running = fixture.start(fixture.plan("qa", "exit 0"));
        Listener.on(running.terminal()).awaitEnd();
        get(running.terminal().exit());

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> fixture.adopt(only(get(fixture.engine.list()))))
                .withMessageContaining("is not running");
    }

    private void awaitLog(String id, String text) {
        await().atMost(Duration.ofSeconds(10)).until(() -> adoptedHistory(id).contains(text));
    }

    private String adoptedHistory(String id) {
        var adopted = fixture.adopt(get(fixture.engine.inspect(id)));
        try (var terminal = adopted.terminal()) {
            return new String(Listener.history(terminal), UTF_8);
        }
    }

    private static EngineContainer only(List<EngineContainer> containers) {
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }
}
