package dev.agenthub.docker;

import static dev.agenthub.docker.EngineFixture.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.agenthub.engine.RunningContainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Terminals and event streams release their resources. */
@Timeout(180)
class NoLeakIT {

    private static final int CYCLES = 200;
    private static final int IDLE = 100;
    private static final Pattern OURS = Pattern.compile("\"name\": \"docker-(read|write|events|deadline)");

    @AutoClose
    final EngineFixture fixture = new EngineFixture();
    @TempDir
    Path folder;

    @Test
    void twoHundredAttachmentsLeakNothing() throws IOException {
        var running = fixture.start(fixture.plan("qa", "echo ready; cat"));
        Listener.on(running.terminal()).awaitText("ready");
        running.terminal().close();
        cycle(running, 5); // resources that are created once, such as pools, are not a leak
        settle();
        var descriptors = descriptors();
        var platformThreads = platformThreads();

        cycle(running, CYCLES);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(ourThreads()).isZero();
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 2);
            assertThat(platformThreads()).isLessThanOrEqualTo(platformThreads + 2);
        });
    }

    @Test
    void cancelledEventStreamsLeakNothing() throws IOException {
        settle();
        var descriptors = descriptors();
        for (var i = 0; i < 30; i++) {
            var subscription = fixture.engine.events().subscribe().with(event -> { });
            if (i % 2 == 0) {
                fixture.engine.list().await().atMost(Duration.ofSeconds(10));
            }
            subscription.cancel();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(ourThreads()).isZero();
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 2);
        });
    }

    @Test
    void aCancelledStartLeavesNoTerminal() {
        for (var i = 0; i < 5; i++) {
            var plan = fixture.plan("qa" + i, "cat");
            EngineFixture.start(fixture.engine, plan).subscribe().with(abandoned -> { }).cancel();
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(fixture.containers()).hasSize(5).allMatch(container -> container.getState().equals("running"));
            assertThat(ourThreads()).isZero();
        });
    }

    @Test
    void anIdleTerminalUsesOneThreadThreeDescriptorsAndLittleMemory() throws IOException {
        var running = fixture.start(fixture.plan("qa", "echo ready; cat"));
        Listener.on(running.terminal()).awaitText("ready");
        cycle(running, 5);
        settle();
        var descriptors = descriptors();
        var heap = heap();
        var platformThreads = platformThreads();
        var open = new ArrayList<RunningContainer>();
        for (var i = 0; i < IDLE; i++) {
            var adopted = get(fixture.engine.adopt(running.id()));
            adopted.terminal().output().subscribe().with(chunk -> { });
            open.add(adopted);
        }
        var each = (heap() - heap) / IDLE;
        System.out.printf("idle terminal: %d bytes of heap, %.2f descriptors, %.3f platform threads%n", each,
                (descriptors() - descriptors) / (double) IDLE, (platformThreads() - platformThreads) / (double) IDLE);

        assertThat(each).isLessThan(32 * 1024);
        assertThat(descriptors() - descriptors).isLessThanOrEqualTo(3 * IDLE + 5);
        assertThat(platformThreads() - platformThreads).isLessThan(IDLE + 8);
        open.forEach(adopted -> adopted.terminal().close());
    }

    private void cycle(RunningContainer running, int times) {
        for (var i = 0; i < times; i++) {
            var terminal = get(fixture.engine.adopt(running.id())).terminal();
            if (i % 4 == 0) { // the others are closed without a subscriber
                var listener = Listener.on(terminal);
                terminal.write(("ping" + i + "\r").getBytes(UTF_8));
                listener.awaitText("ping" + i);
            }
            terminal.close();
        }
    }

    /** Waits until resources of earlier tests are closed. */
    private void settle() throws IOException {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(ourThreads()).isLessThanOrEqualTo(2));
    }

    private long ourThreads() throws IOException {
        var dump = folder.resolve("threads-" + System.nanoTime() + ".json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
        try {
            return OURS.matcher(Files.readString(dump)).results().count();
        } finally {
            Files.delete(dump);
        }
    }

    private static long descriptors() throws IOException {
        try (var listed = Files.list(Path.of("/proc/self/fd"))) {
            return listed.count();
        }
    }

    private static int platformThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
