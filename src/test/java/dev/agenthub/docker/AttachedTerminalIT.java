package dev.agenthub.docker;

import static dev.agenthub.docker.EngineFixture.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.Exit;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.TerminalBeginning;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The terminal of a container's main process. */
@Timeout(120)
class AttachedTerminalIT {

    @AutoClose
    final EngineFixture fixture = new EngineFixture();

    @Test
    void echoesInputAndReportsTheExitCode() {
        var running = fixture.start(fixture.plan("qa", "read line; echo \"got $line\"; exit 7"));
        var listener = Listener.on(running.terminal());

        assertThat(running.terminal().beginning()).isInstanceOf(TerminalBeginning.Fresh.class);
        assertThat(running.terminal().write("hello\r".getBytes(UTF_8))).isTrue();

        listener.awaitText("got hello").awaitEnd();
        assertThat(get(running.terminal().exit())).isEqualTo(Exit.of(7));
        assertThat(get(fixture.engine.inspect(running.id())).exit()).contains(Exit.of(7));
    }

    @Test
    void receivesTheFirstByteEvenIfItLooksLikeAStreamHeader() {
        for (var i = 0; i < 5; i++) {
            var running = fixture.start(fixture.plan("qa" + i, "printf '\\001\\000\\377first'"));
            var listener = Listener.on(running.terminal()).awaitEnd();
            assertThat(listener.bytes()).isEqualTo(new byte[] {1, 0, (byte) 0xff, 'f', 'i', 'r', 's', 't'});
        }
    }

    @Test
    void keysThatWouldDetachReachTheProgramOneByOne() {
        var running = fixture.start(fixture.plan("qa", "stty raw -echo; echo ready; od -An -tx1 -v -w1"));
        var listener = Listener.on(running.terminal()).awaitText("ready");

        running.terminal().write(new byte[] {0x10});
        listener.awaitText("10");
        running.terminal().write(new byte[] {0x10, 0x11, 0x03, 0x1d, 0x1c, 0x1f, 0x1a});
        listener.awaitText("1a");

        assertThat(listener.text().replaceAll("[^0-9a-f]+", " ")).endsWith("10 10 11 03 1d 1c 1f 1a ");
        assertThat(listener.ended()).isFalse();
        running.terminal().close();
        listener.awaitEnd();
    }

    @Test
    void theProgramSeesTheLastRequestedSize() {
        var running = fixture.start(fixture.plan("qa", "trap 'stty size' WINCH; echo ready; while :; do read x; done"));
        var listener = Listener.on(running.terminal()).awaitText("ready");

        get(running.terminal().resize(100, 30));
        listener.awaitText("30 100");
        for (var cols = 101; cols < 150; cols++) {
            running.terminal().resize(cols, 31).subscribe().with(done -> { });
        }
        get(running.terminal().resize(150, 31));
        listener.awaitText("31 150");
    }

    @Test
    void resizingAStoppedContainerFails() {
        var running = fixture.start(fixture.plan("qa", "exit 0"));
        Listener.on(running.terminal()).awaitEnd();
        get(running.terminal().exit());

        assertThatThrownBy(() -> get(running.terminal().resize(80, 24))).isInstanceOf(EngineException.class);
    }

    @Test
    void aFloodArrivesCompletelyAndInOrder() {
        var running = fixture.start(fixture.unlimited("qa",
                "stty -opost; awk 'BEGIN { for (i = 1; i <= 300000; i++) printf \"%070d\\n\", i }'"));
        var wrong = new AtomicInteger();
        var lines = new LineCounter(wrong);
        running.terminal().output().subscribe().with(lines::take, failure -> { }, lines::end);

        await().atMost(Duration.ofSeconds(90)).until(lines::ended);
        assertThat(wrong).hasValue(0);
        assertThat(lines.last()).isEqualTo(300_000);
        assertThat(lines.bytes()).isEqualTo(300_000 * 71);
    }

    @Test
    void aLargePasteArrivesWholeAndInOrder() {
        var running = fixture.start(fixture.plan("qa", "stty raw -echo; echo ready; head -c 250000 | md5sum"));
        var listener = Listener.on(running.terminal()).awaitText("ready");
        var paste = new byte[250_000];
        new Random(1).nextBytes(paste);

        assertThat(running.terminal().write(paste)).isTrue();
        listener.awaitEnd();
        assertThat(listener.text()).contains(Digests.md5(paste));
    }

    @Test
    void aProgramThatDoesNotReadNeverBlocksTheWriter() {
        var running = fixture.start(fixture.plan("qa", "stty raw -echo; echo ready; sleep 1000"));
        var listener = Listener.on(running.terminal()).awaitText("ready");
        var chunk = new byte[16 * 1024];

        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(1))
                .until(() -> !running.terminal().write(chunk));
        running.terminal().close();
        listener.awaitEnd();
        assertThat(running.terminal().write(chunk)).isFalse();
        assertThat(get(fixture.engine.stop(running.id(), Duration.ofSeconds(1))).code()).isPresent();
    }

    @Test
    void outputAcceptsOnlyOneSubscriber() {
        var running = fixture.start(fixture.plan("qa", "sleep 1000"));
        Listener.on(running.terminal());

        assertThatThrownBy(() -> running.terminal().output().toUni().await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(IllegalStateException.class);
    }
}
