package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.github.dockerjava.api.model.ContainerNetwork;
import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.EventJson.HubTroubled;
import dev.agenthub.api.TerminalMessage.Subscribed;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Network isolation of agents on a real engine. */
@Timeout(300)
class NetworkIT {

    private static final String LISTENER = """
            use IO::Socket::INET; use IO::Select;
            my $t = IO::Socket::INET->new(Listen => 5, LocalPort => 7000) or die;
            my $u = IO::Socket::INET->new(Proto => "udp", LocalPort => 7001) or die;
            my $s = IO::Select->new($t, $u);
            while (1) { for my $r ($s->can_read) {
                if ($r == $t) { my $c = $t->accept; print $c "pong\\n"; close $c }
                else { $r->recv(my $m, 9); $r->send("pong") }
            } }
            """;
    private static final String TCP = """
            use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1],
            Timeout => 3) or die "no: $@"; print scalar <$s>;
            """;
    private static final String UDP = """
            use IO::Socket::INET; my $s = IO::Socket::INET->new(Proto => "udp", PeerHost => $ARGV[0],
            PeerPort => 7001) or die "no: $@";
            $s->send("x"); alarm 3; $s->recv(my $m, 9); print $m;
            """;
    /** The kernel allows these pings in a container without {@code NET_RAW}. */
    private static final String PING = """
            use Socket; socket(S, PF_INET, SOCK_DGRAM, 1) or die;
            send(S, pack("CCnnn", 8, 0, 0, 1, 1) . "ping", 0, sockaddr_in(0, inet_aton($ARGV[0]))) or die "no: $!";
            alarm 3; recv(S, my $m, 99, 0); print unpack("C", $m) == 0 ? "pong" : "";
            """;

    private static RunningHub team() {
        return new RunningHub("lead", "qa").set("HUB_DOCKER_IMAGE", "agent-hub-base");
    }

    private static void startBoth(RunningHub hub) {
        hub.startWithEngine();
        for (var agent : List.of("lead", "qa")) {
            hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200);
        }
    }

    /** The output of a program in the agent's container; empty if it fails. */
    private static String run(RunningHub hub, String agent, String... program)
            throws IOException, InterruptedException {
        return exec(hub, agent, List.of(), program);
    }

    private static String exec(RunningHub hub, String agent, List<String> options, String... program)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("docker", "-H", EngineFixture.host().toString(), "exec"));
        command.addAll(options);
        command.add(hub.container(agent));
        command.addAll(List.of(program));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0 ? output : "";
    }

    private static void listen(RunningHub hub, String agent) throws IOException, InterruptedException {
        exec(hub, agent, List.of("-d"), "perl", "-e", LISTENER);
        await("the listener is up").atMost(Duration.ofSeconds(30)).until(() ->
                run(hub, agent, "perl", "-e", TCP, "127.0.0.1", "7000").equals("pong\n")
                && run(hub, agent, "perl", "-e", UDP, "127.0.0.1").equals("pong"));
    }

    private static ContainerNetwork network(RunningHub hub, String agent) {
        var networks = hub.engine.docker.inspectContainerCmd(hub.container(agent)).exec().getNetworkSettings()
                .getNetworks();
        assertThat(networks).hasSize(1);
        return networks.values().iterator().next();
    }

    @Test
    void agentsCannotReachEachOtherByAddressOrName() throws Exception {
        try (var hub = team()) {
            startBoth(hub);
            listen(hub, "qa");
            assertThat(hub.network().orElseThrow().getOptions())
                    .containsEntry("com.docker.network.bridge.enable_icc", "false");
            for (var target : List.of(network(hub, "qa").getIpAddress(), hub.container("qa"), "qa")) {
                assertThat(run(hub, "lead", "perl", "-e", TCP, target, "7000")).as("TCP to " + target).isEmpty();
                assertThat(run(hub, "lead", "perl", "-e", UDP, target)).as("UDP to " + target).isEmpty();
                assertThat(run(hub, "lead", "perl", "-e", PING, target)).as("ping of " + target).isEmpty();
                assertThat(exec(hub, "lead", List.of("-u", "0"), "perl", "-e", TCP, target, "7000"))
                        .as("TCP as root to " + target).isEmpty();
            }
            assertThat(run(hub, "lead", "grep", "-v", " lo$", "/proc/net/if_inet6"))
                    .as("IPv6 addresses, which would have to be tried too").isEmpty();

            var gateway = network(hub, "lead").getGateway();
            assertThat(run(hub, "lead", "perl", "-e", PING, gateway)).as("a permitted ping").isEqualTo("pong");
            assertThat(run(hub, "lead", "perl", "-e",
                    "open R, '/proc/net/route'; print grep { (split)[1] eq '00000000' } <R>"))
                    .as("the route to the internet").contains("eth0");
            try (var host = new ServerSocket(0)) {
                Thread.ofVirtual().start(() -> answerOnce(host));
                assertThat(run(hub, "lead", "perl", "-e", TCP, "host.docker.internal", "" + host.getLocalPort()))
                        .isEqualTo("pong\n");
            }
        }
    }

    private static void answerOnce(ServerSocket host) {
        try (var caller = host.accept()) {
            caller.getOutputStream().write("pong\n".getBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Shows that the attempts above would succeed on an open network. */
    @Test
    void agentsOnTheDefaultBridgeReachEachOther() throws Exception {
        try (var hub = team().set("HUB_NETWORK", "bridge")) {
            startBoth(hub);
            listen(hub, "qa");
            var target = network(hub, "qa").getIpAddress();
            assertThat(run(hub, "lead", "perl", "-e", TCP, target, "7000")).isEqualTo("pong\n");
            assertThat(run(hub, "lead", "perl", "-e", UDP, target)).isEqualTo("pong");
            assertThat(run(hub, "lead", "perl", "-e", PING, target)).isEqualTo("pong");
            assertThat(hub.network()).isEmpty();
        }
    }

    @Test
    void anAgentWithoutANetworkHasOnlyLoopback() throws Exception {
        try (var hub = team().set("HUB_NETWORK", "none")) {
            startBoth(hub);
            assertThat(run(hub, "lead", "ls", "/sys/class/net").strip()).isEqualTo("lo");
        }
    }

    @Test
    void theNetworkIsKeptForTheNextStartAndRecreatedIfMissing() throws Exception {
        try (var hub = new RunningHub("lead")) {
            hub.startWithEngine();
            var first = hub.api().post("/api/agents/lead/start").then().statusCode(200)
                    .extract().<String>path("container_id");
            hub.api().post("/api/agents/lead/restart").then().statusCode(200);
            assertThat(hub.agent("lead").containerId()).as("the container is reused").contains(first);

            hub.api().post("/api/agents/lead/stop").then().statusCode(200);
            var network = hub.network().orElseThrow();
            hub.engine.docker.removeNetworkCmd(network.getId()).exec();
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            assertThat(hub.network().orElseThrow().getName()).isEqualTo(network.getName());
            assertThat(network(hub, "lead").getNetworkID()).isEqualTo(hub.network().orElseThrow().getId());

            hub.stop();
            hub.set("HUB_NETWORK", "bridge").startWithEngine();
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            assertThat(network(hub, "lead").getNetworkID()).as("the new network").isNotEqualTo(network.getId());
        }
    }

    @Test
    void aMissingOrForeignNetworkIsRefusedWithARemedy() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_NETWORK", "no-such-network")) {
            hub.startWithEngine();
            hub.api().post("/api/agents/lead/start").then()
                    .body("detail", containsString("The engine has no network no-such-network"))
                    .body("detail", containsString("docker network create no-such-network"));
            hub.stop();
            hub.set("HUB_NETWORK", "isolated").startWithEngine();
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            var name = hub.network().orElseThrow().getName();
            hub.engine.docker.removeContainerCmd(hub.container("lead")).withForce(true).exec();
            hub.engine.docker.removeNetworkCmd(name).exec();
            hub.engine.docker.createNetworkCmd().withName(name).withDriver("bridge")
                    .withLabels(Map.of(Labels.PROJECT, hub.project().toString())).exec();
            hub.awaitState("lead", AgentState.ERROR);
            hub.api().post("/api/agents/lead/start").then().body("detail", containsString("does not isolate agents"))
                    .body("detail", containsString("docker network rm " + name));
        }
    }

    /** This engine has addresses for only one network, and no iptables. */
    @Test
    void anEngineThatCannotIsolateAgentsOrHasNoAddressesIsReported() throws Exception {
        try (var _ = new EngineFixture();
                var engine = new OwnEngine("--default-address-pool", "base=10.231.7.0/24,size=24");
                var hub = new RunningHub("lead")) {
            hub.set("DOCKER_HOST", engine.host().toString()).startWithEngine();
            var taken = new ProcessBuilder("docker", "-H", engine.host().toString(), "network", "create", "taken")
                    .start();
            assertThat(taken.waitFor()).isZero();
            try (var viewer = hub.viewer().subscribe("lead")) {
                viewer.next(Subscribed.class);
                hub.api().post("/api/agents/lead/start").then()
                        .body("detail", containsString("no addresses left for another network"))
                        .body("detail", containsString("docker network prune"));
                assertThat(viewer.next(HubTroubled.class).message()).contains(
                        "although hub.network is isolated", "the engine runs without iptables");
            }
            var removal = new ProcessBuilder("docker", "-H", engine.host().toString(), "network", "rm", "taken")
                    .start();
            assertThat(removal.waitFor()).isZero();
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            assertThat(hub.run("doctor").out()).contains("The engine may not isolate agents from each other.")
                    .contains("runs without iptables");
        }
    }
}
