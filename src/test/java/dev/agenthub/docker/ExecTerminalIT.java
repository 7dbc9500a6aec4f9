package dev.agenthub.docker;

import static dev.agenthub.docker.EngineFixture.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.TerminalMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The terminal of an exec. */
@Timeout(120)
class ExecTerminalIT {

    @AutoClose
    final EngineFixture fixture = new EngineFixture();

    @Test
    void runsTheCommandInAdditionToTheMainProcess() {
        var running = fixture.start(plan("echo \"$TERM $(pwd) $(id -u)\"; read line; stty size; exit 4"));
        var listener = Listener.on(running.terminal()).awaitText("xterm-256color /tmp 1000");

        get(running.terminal().resize(120, 40));
        running.terminal().write("go\r".getBytes(UTF_8));

        listener.awaitText("40 120").awaitEnd();
        assertThat(get(running.terminal().exit())).isEqualTo(Exit.of(4));
        assertThat(get(fixture.engine.inspect(running.id())).running()).isTrue();
    }

    @Test
    void keysThatWouldDetachReachTheProgram() {
        var running = fixture.start(plan("stty raw -echo; echo ready; od -An -tx1 -v -w1"));
        var listener = Listener.on(running.terminal()).awaitText("ready");

        running.terminal().write(new byte[] {0x10});
        listener.awaitText("10");
        running.terminal().write(new byte[] {0x10, 0x11});
        listener.awaitText("11");
        assertThat(listener.ended()).isFalse();
    }

    @Test
    void outputThatLooksLikeAStreamHeaderIsIntact() {
        var running = fixture.start(plan("printf '\\001\\000\\377x'"));

        assertThat(Listener.on(running.terminal()).awaitEnd().bytes()).isEqualTo(new byte[] {1, 0, (byte) 0xff, 'x'});
    }

    @Test
    void cannotBeAdoptedAndIsEndedByTheNextStart() {
        var plan = plan("echo started >> /tmp/log; cat");
        var orphan = fixture.start(plan);
        orphan.terminal().close();
        var container = get(fixture.engine.list()).getFirst();
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> get(fixture.engine.adopt(container.id())))
                .withMessageContaining("cannot be adopted");

        var running = fixture.start(plan);

        assertThat(running.id()).isEqualTo(orphan.id());
        running.terminal().write("hello\r".getBytes(UTF_8));
        Listener.on(running.terminal()).awaitText("hello");
        assertThat(programs(running.id())).hasSize(1);
    }

    @Test
    void stoppingTheContainerEndsTheExec() {
        var running = fixture.start(plan("trap '' TERM HUP; echo ready; while :; do sleep 1; done"));
        var listener = Listener.on(running.terminal()).awaitText("ready");

        get(fixture.engine.stop(running.id(), Duration.ofSeconds(1)));

        listener.awaitEnd();
    }

    private List<String> programs(String id) {
        return Arrays.stream(fixture.docker.topContainerCmd(id).exec().getProcesses())
                .map(columns -> String.join(" ", columns)).filter(line -> line.endsWith("cat"))
                .filter(line -> !line.contains("sh -c"))
                .toList();
    }

    private ContainerPlan plan(String script) {
        return fixture.plan("qa", EngineFixture.IMAGE, TerminalMode.EXEC, List.of("sh", "-c", script));
    }
}
