package dev.agenthub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.agenthub.RunningHub;
import dev.agenthub.policy.ShutdownPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the start of the hub, and its errors. */
class StartIT {

    private static String refusal(RunningHub hub) throws Exception {
        var process = hub.launch();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the hub exits").isTrue();
        assertThat(process.exitValue()).isNotZero();
        return hub.log();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HUB_PORT|70000|hub.port is '70000', but must be a number from 0 to 65535.",
        "HUB_PORT|many|hub.port is 'many'",
        "HUB_DEFAULT_IDLE_TIMEOUT|-7|hub.default-idle-timeout is '-7'",
        "HUB_AGENTS|qa,../../etc|hub.agents is 'qa,../../etc'",
        "HUB_AGENTS|qa,qa|is listed twice",
        "HUB_ORCHESTRATOR_AGENT|nobody|hub.orchestrator-agent is 'nobody', but must be one of hub.agents",
        "HUB_DEFAULT_LAUNCH_POLICY|sometimes|hub.default-launch-policy is 'sometimes'",
        "HUB_HOST|0.0.0.0|hub.host is '0.0.0.0'",
        "HUB_PROJECT_ROOT|/nowhere/at/all|hub.project-root is '/nowhere/at/all', but must be an existing folder.",
        "HUB_USERS_DIR|../outside|hub.users-dir is '../outside'",
        "HUB_PROT|9001|HUB_PROT in the environment is not a setting; did you mean HUB_PORT?",
        "HUB_INBOX_WRITABLE|vielleicht|hub.inbox-writable is 'vielleicht', but must be true or false.",
        "HUB_START_TIMEOUT|-5s|hub.start-timeout is '-5s', but must be a time greater than 0, at most 1h.",
        "HUB_CPUS|NaN|hub.cpus is 'NaN', but must be a number from 0.01 to 1024, or 0 for no limit.",
        "HUB_CONTAINER_ROOT|/usr|hub.container-root is '/usr', but must be an absolute path",
        "HUB_AGENT_COMMAND|sh -c 'x|hub.agent-command is 'sh -c 'x', but must be a program and its arguments"})
    void aConfigurationErrorStopsTheHubWithOneSentence(String variable, String value, String message) throws Exception {
        try (var hub = new RunningHub("lead").set(variable, value)) {
            assertThat(refusal(hub)).contains(message).doesNotContain("\tat ").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        ".env|hub.prot=9001|hub.prot in .env is not a setting; did you mean hub.port?",
        ".env|HUB_RECORDING=false|HUB_RECORDING in .env is not a setting; did you mean HUB_RECORDINGS?",
        ".env|a line|Line 1 of .env is not KEY=value",
        ".env|A=\\u12|Line 1 of .env has a",
        "config/application.properties|hub.agent.lead.imgae=x"
                + "|/config/application.properties is not a setting; did you mean hub.agent.lead.image?",
        "config/application.properties|hub.port=many|hub.port is 'many', but must be a whole number."})
    void anUnknownSettingInAFileStopsTheHubAndTheDoctorReportsTheSame(String file, String line,
            String message) throws Exception {
        try (var hub = new RunningHub("lead")) {
            Files.createDirectories(hub.project().resolve(file).getParent());
            Files.writeString(hub.project().resolve(file), line + "\n");
            if (line.startsWith("hub.port")) {
                hub.unset("HUB_PORT");
            }
            assertThat(refusal(hub)).contains(message).doesNotContain("\tat ").hasLineCount(1);
            assertThat(hub.run("doctor").out()).contains(message);
        }
    }

    @Test
    void anotherProgramsVariableIsLoggedAndIgnored() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_CLUSTER_NAME", "x")) {
            hub.start();
            assertThat(hub.log()).contains("HUB_CLUSTER_NAME in the environment is not a setting of the hub");
        }
    }

    @Test
    void aShortTokenIsRefusedAndNotQuoted() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_TOKEN", "swordfish")) {
            assertThat(refusal(hub)).contains("hub.token").doesNotContain("swordfish");
        }
    }

    @Test
    void aPortInUseIsReported() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var hub = new RunningHub("lead").set("HUB_PORT", Integer.toString(taken.getLocalPort()))) {
            assertThat(refusal(hub)).contains(Integer.toString(taken.getLocalPort())).contains("in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void theFirstStartCreatesAPrivateTokenAndNeverLogsIt() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_TOKEN", "")) {
            hub.start();
            var file = hub.project().resolve("state/token");
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            var token = Files.readString(file).strip();
            hub.anonymous().header("Authorization", "Bearer " + token).get("/api/status").then().statusCode(200);
            assertThat(hub.log()).doesNotContain(token);
        }
    }

    @Test
    void dotEnvIsReadAndTheEnvironmentTakesPrecedence() throws Exception {
        try (var hub = new RunningHub("lead")) {
            Files.writeString(hub.project()
                    .resolve(".env"), "HUB_DEFAULT_IDLE_TIMEOUT=17\nHUB_DEFAULT_SHUTDOWN_POLICY=idle\n");
            hub.set("HUB_DEFAULT_SHUTDOWN_POLICY", "empty").start();
            assertThat(hub.agent("lead").policy().idleTimeoutMinutes()).isEqualTo(17);
            assertThat(hub.agent("lead").policy().shutdown()).isEqualTo(ShutdownPolicy.EMPTY);
        }
    }

    @Test
    void mcpServersAreProbed() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (var hub = new RunningHub("lead")
                .set("HUB_QMS_MCP_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/health")
                .set("HUB_GIT_MCP_URL", "http://127.0.0.1:1/health")) {
            hub.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.status().mcpServers().get("qms"));
            assertThat(hub.status().mcpServers().get("git")).isFalse();
            server.stop(0);
            await().atMost(Duration.ofSeconds(30)).until(() -> !hub.status().mcpServers().get("qms"));
        } finally {
            server.stop(0);
        }
    }
}
