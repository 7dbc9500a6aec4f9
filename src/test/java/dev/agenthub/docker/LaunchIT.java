package dev.agenthub.docker;

import static dev.agenthub.docker.EngineFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.github.dockerjava.api.model.Capability;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.engine.ContainerPlan.Limits;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TerminalMode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starting a plan, with or without an existing container of its name. */
@Timeout(120)
class LaunchIT {

    @AutoClose
    final EngineFixture fixture = new EngineFixture();

    @Test
    void aContainerIsCreatedAsPlannedAndHardened(@TempDir Path folder) throws IOException {
        var readable = Files.writeString(folder.resolve("file:with colon"), "read me");
        var plan = new ContainerPlan(new AgentId("qa"), EngineFixture.IMAGE,
                List.of("sh", "-c", "sleep 1000"), TerminalMode.ATTACH,
                EngineFixture.variables(Map.of("QMS_USER", "qa")),
                List.of(mount(readable, "/read-only", true), mount(folder, "/work", false)), "/work",
                Optional.of("host.docker.internal"), new Ids(1000, 1000), new Limits(64L << 20, 0.5, 128),
                new AgentNetwork.Named("bridge"), false);
        var id = fixture.start(plan).id();

        var made = fixture.docker.inspectContainerCmd(id).exec();
        var host = made.getHostConfig();
        assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges");
        assertThat(host.getInit()).isTrue();
        assertThat(host.getPidsLimit()).isEqualTo(128);
        assertThat(host.getMemory()).isEqualTo(64L << 20);
        assertThat(host.getNanoCPUs()).isEqualTo(500_000_000L);
        assertThat(host.getAutoRemove()).isFalse();
        assertThat(host.getRestartPolicy().getName()).isIn("no", "");
        assertThat(host.getLogConfig().getType().getType()).isEqualTo("local");
        assertThat(host.getLogConfig().getConfig()).containsEntry("max-size", "10m").containsEntry("max-file", "3");
        assertThat(host.getExtraHosts()).containsExactly("host.docker.internal:host-gateway");
        var config = made.getConfig();
        assertThat(config.getUser()).isEqualTo("1000:1000");
        assertThat(config.getHostName()).isEqualTo("qa");
        assertThat(config.getWorkingDir()).isEqualTo("/work");
        assertThat(config.getTty()).isTrue();
        assertThat(config.getStdinOpen()).isTrue();
        assertThat(config.getEnv()).contains("QMS_USER=qa");
        assertThat(config.getLabels()).containsAllEntriesOf(Map.of("dev.agenthub.project", fixture.project,
                "dev.agenthub.agent", "qa", "dev.agenthub.plan", plan.hash(), "dev.agenthub.terminal", "attach"));
        assertThat(made.getMounts()).extracting(mount -> mount.getDestination().getPath(), mount -> mount.getRW())
                .containsExactlyInAnyOrder(tuple("/read-only", false), tuple("/work", true));
    }

    @Test
    void aStoppedContainerOfAnEqualPlanIsStartedAgain() {
        var plan = fixture.plan("qa", "echo run >> /tmp/runs; wc -l < /tmp/runs; exit 3");
        var first = fixture.start(plan);
        Listener.on(first.terminal()).awaitText("1").awaitEnd();
        get(first.terminal().exit());

        var second = fixture.start(plan);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.startedAt()).isAfter(first.startedAt());
        assertThat(second.terminal().beginning()).isInstanceOf(TerminalBeginning.Fresh.class);
        assertThat(Listener.on(second.terminal()).awaitEnd().text()).isEqualTo("2\r\n");
        assertThat(get(fixture.engine.list())).singleElement().satisfies(container -> {
            assertThat(container.planHash()).isEqualTo(plan.hash());
            assertThat(container.agent()).isEqualTo(plan.agent());
        });
    }

    @Test
    void aRunningContainerOfAnEqualPlanIsReused() {
        var plan = fixture.plan("qa", "echo hello; while read x; do echo \"said $x\"; done");
        var first = fixture.start(plan);
        Listener.on(first.terminal()).awaitText("hello");
        first.terminal().close();

        var second = fixture.start(plan);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.startedAt()).isEqualTo(first.startedAt());
        var listener = Listener.on(second.terminal()).awaitText("hello");
        second.terminal().write("x\r".getBytes());
        listener.awaitText("said x");
    }

    @Test
    void aPausedContainerIsResumed() {
        var plan = fixture.plan("qa", "cat");
        var first = fixture.start(plan);
        first.terminal().close();
        fixture.docker.pauseContainerCmd(first.id()).exec();

        var second = fixture.start(plan);
        second.terminal().write("awake\r".getBytes());
        Listener.on(second.terminal()).awaitText("awake");
    }

    @Test
    void aContainerOfADifferentPlanIsRecreated() {
        var first = fixture.start(fixture.plan("qa", "sleep 1000"));
        var second = fixture.start(fixture.plan("qa", "sleep 1001"));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(fixture.containers()).hasSize(1);
    }

    @Test
    void aForeignContainerIsNeverTouched() {
        var plan = fixture.plan("qa", "sleep 1000");
        var foreign = fixture.docker.createContainerCmd(EngineFixture.IMAGE).withName(fixture.name(plan)).exec()
                .getId();
        try {
            assertRefused(Kind.FOREIGN_CONTAINER, EngineFixture.start(fixture.engine, plan), fixture.name(plan),
                    "docker rm");
            assertRefused(Kind.FOREIGN_CONTAINER, fixture.engine.stop(foreign, Duration.ofSeconds(1)));
            assertRefused(Kind.FOREIGN_CONTAINER, fixture.engine.inspect(foreign));
            assertThat(get(fixture.engine.list())).isEmpty();
        } finally {
            fixture.docker.removeContainerCmd(foreign).withForce(true).exec();
        }
    }

    @Test
    void aMissingImageIsReportedWithARemedy() {
        var plan = fixture.plan("qa", "eng-no-such-image", TerminalMode.ATTACH, List.of("sh"));

        assertRefused(Kind.IMAGE_MISSING, EngineFixture.start(fixture.engine, plan), "Image eng-no-such-image",
                "docker build");
        assertThat(fixture.containers()).isEmpty();
    }

    @Test
    void aFailedStartLeavesNothingBehind() {
        var plan = new ContainerPlan(new AgentId("qa"), EngineFixture.IMAGE,
                List.of("sh"), TerminalMode.ATTACH, EngineFixture.variables(Map.of()),
                List.of(mount(Path.of("/no/such/file"), "/x", true)), "/tmp", Optional.empty(), new Ids(0, 0),
                new Limits(0, 0, 0),
                new AgentNetwork.Named("bridge"), false);

        assertRefused(Kind.REFUSED, EngineFixture.start(fixture.engine, plan), "/no/such/file");
        assertThat(fixture.containers()).isEmpty();
        assertThat(Path.of("/no/such/file")).doesNotExist();
    }

    @Test
    void concurrentStartsCreateOneContainer() {
        var plan = fixture.plan("qa", "sleep 1000");
        var start = EngineFixture.start(fixture.engine, plan);
        var both = Uni.join().all(start, start).andFailFast();

        assertThat(get(both)).extracting("id").containsOnly(fixture.containers().getFirst().getId());
    }

    @Test
    void stoppingReturnsTheExitAndAcceptsAMissingContainer() {
        var obeys = fixture.start(fixture.plan("qa", "trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done"));
        Listener.on(obeys.terminal()).awaitText("ready");
        assertThat(get(fixture.engine.stop(obeys.id(), Duration.ofSeconds(10)))).isEqualTo(Exit.of(5));
        assertThat(get(fixture.engine.stop(obeys.id(), Duration.ofSeconds(10)))).isEqualTo(Exit.of(5));

        var stubborn = fixture.start(fixture.plan("bu", "trap '' TERM; echo ready; while :; do sleep 1; done"));
        Listener.on(stubborn.terminal()).awaitText("ready");
        assertThat(get(fixture.engine.stop(stubborn.id(), Duration.ofSeconds(1)))).isEqualTo(Exit.of(137));

        assertThat(get(fixture.engine.stop("0123456789ab", Duration.ofSeconds(1)))).isEqualTo(Exit.UNKNOWN);
        assertRefused(Kind.CONTAINER_GONE, fixture.engine.inspect("0123456789ab"));
    }

    /** The root of the fixture's project is the root of the file system. */
    private static Mount mount(Path path, String target, boolean readOnly) {
        return new Mount(Mount.Volume.PROJECT, Path.of("/").relativize(path), target, readOnly);
    }

    private static void assertRefused(Kind kind, Uni<?> call, String... words) {
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> get(call))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
                .satisfies(e -> List.of(words).forEach(word -> assertThat(e).hasMessageContaining(word)));
    }
}
