package dev.agenthub.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.FailureReporter;
import dev.agenthub.cli.command.UsageErrors;
import dev.agenthub.home.RuntimeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service commands with fake systemd tools. {@code service-test.sh} runs them with a real systemd. */
class ServiceCommandsTest implements Tools {

    private static final String USER = System.getProperty("user.name");

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, ToolResult> answers = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private boolean booted = true;
    private int journalCode;
    private String out;
    private String err;

    @BeforeEach
    void logIn() {
        variables.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        linger("no");
    }

    @Test
    void installWritesEnablesAndStartsTheUnit() throws IOException {
        assertThat(service("install")).isZero();
        assertThat(unit()).content().contains("ExecStart=:\"/opt/agent-hub\" start",
                "WorkingDirectory=" + home, "HUB_ON_EXIT=leave");
        assertThat(commands).containsSubsequence("systemctl --user daemon-reload",
                "systemctl --user enable --quiet agent-hub.service", "systemctl --user restart agent-hub.service");
        assertThat(err).contains("Running: agent-hub.service, for the project " + home,
                "sudo loginctl enable-linger " + USER);
    }

    @Test
    void aSecondInstallDoesNotRestartTheHub() {
        service("install");
        commands.clear();
        assertThat(service("install")).isZero();
        assertThat(commands).contains("systemctl --user start agent-hub.service")
                .noneMatch(line -> line.contains("restart"));
    }

    @Test
    void installCopiesEngineVariablesAndReportsTheOthers() throws IOException {
        variables.putAll(Map.of("DOCKER_HOST", "unix:///run/user/1/docker.sock",
                "HUB_PORT", "9100", "HUB_TOKEN", "secret"));
        service("install", "--on-exit", "stop", "--no-start");
        assertThat(unit()).content()
                .contains("Environment=\"DOCKER_HOST=unix:///run/user/1/docker.sock\"", "HUB_ON_EXIT=stop")
                .doesNotContain("HUB_PORT", "HUB_TOKEN", "secret");
        assertThat(err).contains("not for the service: HUB_PORT, HUB_TOKEN.", home.resolve(".env").toString())
                .doesNotContain("secret");
        assertThat(commands).noneMatch(line -> line.contains(" start ") || line.contains("restart"));
    }

    @Test
    void lingerIsEnabledOnRequest() {
        linger("yes");
        service("install", "--linger");
        assertThat(commands).contains("loginctl --no-ask-password enable-linger " + USER);
        assertThat(err).contains("lingering is on");
    }

    @Test
    void printWritesAndRunsNothing() {
        booted = false;
        assertThat(service("install", "--print")).isZero();
        assertThat(out).startsWith("# Written by").contains("[Install]");
        assertThat(unit()).doesNotExist();
        assertThat(commands).containsExactly("systemctl --version");
    }

    @Test
    void installRefusesIfAnotherHubIsRunning() throws IOException {
        long pid = ProcessHandle.current().pid();
        new RuntimeFile(URI.create("http://127.0.0.1:9000"), pid, home).write(environment().paths().runtimeFile());
        assertThat(service("install")).isEqualTo(5);
        assertThat(err).contains("process " + pid, "agent-hub stop");
        assertThat(unit()).doesNotExist();
    }

    @Test
    void withoutSystemdTheErrorSuggestsAnAlternative() {
        booted = false;
        assertThat(service("install")).isEqualTo(1);
        assertThat(err).startsWith("agent-hub: This machine does not run systemd.")
                .contains("agent-hub start --project DIR");
    }

    @Test
    void withoutARuntimeDirTheErrorSuggestsAFix() {
        variables.remove("XDG_RUNTIME_DIR");
        assertThat(service("status")).isEqualTo(1);
        assertThat(err).startsWith("agent-hub: XDG_RUNTIME_DIR is not set")
                .contains("export XDG_RUNTIME_DIR=/run/user/$(id -u)");
    }

    @Test
    void anUnreachableManagerIsReported() {
        answers.put("systemctl --user show --property=Version",
                new ToolResult(1, "Failed to connect to bus: No such file"));
        assertThat(service("uninstall")).isEqualTo(1);
        assertThat(err).contains("does not answer: Failed to connect to bus", "enable-linger " + USER);
    }

    @Test
    void aServiceThatDoesNotStartFailsWithTheMessageOfSystemd() {
        answers.put("systemctl --user restart agent-hub.service",
                new ToolResult(1, "Job for agent-hub.service failed."));
        assertThat(service("install")).isEqualTo(1);
        assertThat(err).contains("Job for agent-hub.service failed.", "agent-hub service logs");
    }

    @Test
    void statusPrintsTheServiceAndExitsByItsState() {
        assertThat(service("status")).isEqualTo(4);
        systemdShows("ActiveState=active", "SubState=running", "MainPID=77", "FragmentPath=/u/agent-hub.service",
                "UnitFileState=enabled", "StatusText=1 of 2 agents active.", "NRestarts=3",
                "ActiveEnterTimestamp=today");
        assertThat(service("status")).isZero();
        assertThat(out).isEqualTo("""
                State     active (running) since today, process 77
                Status    1 of 2 agents active.
                Unit      /u/agent-hub.service, enabled
                Restarts  3
                Linger    off: the hub stops after your last logout; to keep it running: sudo loginctl enable-linger %s
                """.formatted(USER));
        service("status", "--json");
        assertThat(out).contains("\"installed\":true,\"state\":\"active\"",
                "\"pid\":77", "\"restarts\":3", "\"linger\":false");
        systemdShows("ActiveState=failed", "SubState=failed", "FragmentPath=/u/agent-hub.service", "Result=exit-code");
        assertThat(service("status")).isEqualTo(3);
        assertThat(out).contains("failed (failed), last result: exit-code");
    }

    @Test
    void uninstallRemovesTheUnitAndSucceedsTwice() {
        service("install");
        assertThat(service("uninstall")).isZero();
        assertThat(unit()).doesNotExist();
        assertThat(commands).contains("systemctl --user disable --quiet --now agent-hub.service");
        assertThat(service("uninstall")).isZero();
        assertThat(err).isEqualTo("The service is not installed.\n");
    }

    @Test
    void logsRunsJournalctl() {
        assertThat(service("logs", "-f", "-n", "5", "--since", "10 min ago")).isZero();
        assertThat(commands).containsExactly(
                "journalctl --quiet --user-unit=agent-hub.service --lines=5 --follow --since=10 min ago");
    }

    @Test
    void aJournalThatCannotBeReadIsReportedWithAFix() {
        journalCode = 1;
        assertThat(service("logs")).isEqualTo(1);
        assertThat(err).contains("journalctl could not show the log", "sudo mkdir -p /var/log/journal",
                "usermod -aG systemd-journal " + USER);
    }

    private Path unit() {
        return home.resolve(".config/systemd/user/agent-hub.service");
    }

    private void linger(String value) {
        answers.put("loginctl show-user --property=Linger --value " + USER, new ToolResult(0, value));
    }

    private void systemdShows(String... properties) {
        answers.put("systemctl --user show --property=ActiveState,SubState,UnitFileState,FragmentPath,MainPID,"
                + "NRestarts,Result,StatusText,ActiveEnterTimestamp agent-hub.service",
                new ToolResult(0, String.join("\n", properties)));
    }

    private Environment environment() {
        return new Environment(variables, Map.of(), home, home);
    }

    private int service(String... arguments) {
        var messages = new StringWriter();
        var data = new StringWriter();
        var command = ServiceCommand.of(environment(), this, () -> List.of("/opt/agent-hub"))
                .setExecutionExceptionHandler(new FailureReporter()).setParameterExceptionHandler(new UsageErrors())
                .setOut(new PrintWriter(data, true)).setErr(new PrintWriter(messages, true));
        int code = command.execute(arguments);
        out = data.toString();
        err = messages.toString();
        return code;
    }

    @Override
    public boolean isSystemdRunning() {
        return booted;
    }

    @Override
    public ToolResult run(List<String> command) {
        var line = String.join(" ", command);
        commands.add(line);
        return answers.getOrDefault(line, new ToolResult(0, ""));
    }

    @Override
    public int runInTerminal(List<String> command) {
        commands.add(String.join(" ", command));
        return journalCode;
    }
}
