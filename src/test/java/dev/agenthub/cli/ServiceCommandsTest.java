package dev.agenthub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.service.Tools;
import dev.agenthub.ops.RuntimeFile;

/** What the verbs of the service ask of systemd, write and say. A real systemd is in the test of the service. */
class ServiceCommandsTest implements Tools {

    private static final String USER = System.getProperty("user.name");

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, Ran> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean booted = true;
    private int journalCode;
    private String out;
    private String err;

    @BeforeEach
    void aUserIsLoggedIn() {
        variables.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        linger("no");
    }

    @Test
    void installWritesEnablesAndStarts() throws IOException {
        assertThat(service("install")).isZero();
        assertThat(unit()).content().contains("ExecStart=:\"/opt/agent-hub\" start", "WorkingDirectory=" + home, "HUB_ON_EXIT=leave");
        assertThat(asked).containsSubsequence("systemctl --user daemon-reload", "systemctl --user enable --quiet agent-hub.service",
                "systemctl --user restart agent-hub.service");
        assertThat(err).contains("Running: agent-hub.service, for the project " + home, "sudo loginctl enable-linger " + USER);
    }

    @Test
    void installedTwiceItGoesOnAsItWas() {
        service("install");
        asked.clear();
        assertThat(service("install")).isZero();
        assertThat(asked).contains("systemctl --user start agent-hub.service").noneMatch(line -> line.contains("restart"));
    }

    @Test
    void theServiceLooksForTheEngineWhereTheShellDoesAndIsToldWhatItWillNotSee() throws IOException {
        variables.putAll(Map.of("DOCKER_HOST", "unix:///run/user/1/docker.sock", "HUB_PORT", "9100", "HUB_TOKEN", "secret"));
        service("install", "--on-exit", "stop", "--no-start");
        assertThat(unit()).content().contains("Environment=\"DOCKER_HOST=unix:///run/user/1/docker.sock\"", "HUB_ON_EXIT=stop")
                .doesNotContain("9100", "secret");
        assertThat(err).contains("not for the service: HUB_PORT, HUB_TOKEN.", home.resolve(".env").toString()).doesNotContain("secret");
        assertThat(asked).noneMatch(line -> line.contains(" start ") || line.contains("restart"));
    }

    @Test
    void lingerIsTurnedOnWhereAskedFor() {
        linger("yes");
        service("install", "--linger");
        assertThat(asked).contains("loginctl --no-ask-password enable-linger " + USER);
        assertThat(err).contains("lingering is on");
    }

    @Test
    void printOnlyPrints() {
        booted = false;
        assertThat(service("install", "--print")).isZero();
        assertThat(out).startsWith("# Written by").contains("[Install]");
        assertThat(unit()).doesNotExist();
        assertThat(asked).containsExactly("systemctl --version");
    }

    @Test
    void aHubThatRunsAlreadyIsNotDisturbed() throws IOException {
        long pid = ProcessHandle.current().pid();
        new RuntimeFile(URI.create("http://127.0.0.1:9000"), pid, home).write(environment().paths().runtimeFile());
        assertThat(service("install")).isEqualTo(5);
        assertThat(err).contains("process " + pid, "agent-hub stop");
        assertThat(unit()).doesNotExist();
    }

    @Test
    void withoutSystemdTheCureIsTold() {
        booted = false;
        assertThat(service("install")).isEqualTo(1);
        assertThat(err).startsWith("agent-hub: systemd does not run this machine").contains("agent-hub start --project DIR");
    }

    @Test
    void afterSuTheCureIsTold() {
        variables.remove("XDG_RUNTIME_DIR");
        assertThat(service("status")).isEqualTo(1);
        assertThat(err).startsWith("agent-hub: XDG_RUNTIME_DIR is not set").contains("export XDG_RUNTIME_DIR=/run/user/$(id -u)");
    }

    @Test
    void aManagerThatIsAwayIsTold() {
        answers.put("systemctl --user show --property=Version", new Ran(1, "Failed to connect to bus: No such file"));
        assertThat(service("uninstall")).isEqualTo(1);
        assertThat(err).contains("does not answer: Failed to connect to bus", "enable-linger " + USER);
    }

    @Test
    void aServiceThatDoesNotStartIsAFailureWithSystemdsWords() {
        answers.put("systemctl --user restart agent-hub.service", new Ran(1, "Job for agent-hub.service failed."));
        assertThat(service("install")).isEqualTo(1);
        assertThat(err).contains("Job for agent-hub.service failed.", "agent-hub service logs");
    }

    @Test
    void statusShowsTheServiceAndExitsAccordingly() {
        assertThat(service("status")).isEqualTo(4);
        systemdShows("ActiveState=active", "SubState=running", "MainPID=77", "FragmentPath=/u/agent-hub.service", "UnitFileState=enabled",
                "StatusText=1 of 2 agents active.", "NRestarts=3", "ActiveEnterTimestamp=today");
        assertThat(service("status")).isZero();
        assertThat(out).isEqualTo("""
                State     active (running) since today, process 77
                Says      1 of 2 agents active.
                Unit      /u/agent-hub.service, enabled
                Restarts  3
                Linger    off: it ends with your last login; to change that: sudo loginctl enable-linger %s
                """.formatted(USER));
        service("status", "--json");
        assertThat(out).contains("\"installed\":true,\"state\":\"active\"", "\"pid\":77", "\"restarts\":3", "\"linger\":false");
        systemdShows("ActiveState=failed", "SubState=failed", "FragmentPath=/u/agent-hub.service", "Result=exit-code");
        assertThat(service("status")).isEqualTo(3);
        assertThat(out).contains("failed (failed), last result: exit-code");
    }

    @Test
    void uninstallUndoesItAndIsNoFailureTwice() {
        service("install");
        assertThat(service("uninstall")).isZero();
        assertThat(unit()).doesNotExist();
        assertThat(asked).contains("systemctl --user disable --quiet --now agent-hub.service");
        assertThat(service("uninstall")).isZero();
        assertThat(err).isEqualTo("The service is not installed.\n");
    }

    @Test
    void logsAreTheJournals() {
        assertThat(service("logs", "-f", "-n", "5", "--since", "10 min ago")).isZero();
        assertThat(asked).containsExactly("journalctl --quiet --user-unit=agent-hub.service --lines=5 --follow --since=10 min ago");
    }

    @Test
    void aJournalThatMayNotBeReadIsToldWithTheCure() {
        journalCode = 1;
        assertThat(service("logs")).isEqualTo(1);
        assertThat(err).contains("journalctl could not show the log", "sudo mkdir -p /var/log/journal", "usermod -aG systemd-journal " + USER);
    }

    private Path unit() {
        return home.resolve(".config/systemd/user/agent-hub.service");
    }

    private void linger(String value) {
        answers.put("loginctl show-user --property=Linger --value " + USER, new Ran(0, value));
    }

    private void systemdShows(String... properties) {
        answers.put("systemctl --user show --property=ActiveState,SubState,UnitFileState,FragmentPath,MainPID,NRestarts,Result,StatusText,"
                + "ActiveEnterTimestamp agent-hub.service", new Ran(0, String.join("\n", properties)));
    }

    private Environment environment() {
        return new Environment(variables, Map.of(), home, home);
    }

    private int service(String... arguments) {
        StringWriter words = new StringWriter();
        StringWriter data = new StringWriter();
        CommandLine command = ServiceCommand.of(environment(), this, () -> List.of("/opt/agent-hub"))
                .setExecutionExceptionHandler(new FailureReporter()).setParameterExceptionHandler(new UsageErrors())
                .setOut(new PrintWriter(data, true)).setErr(new PrintWriter(words, true));
        int code = command.execute(arguments);
        out = data.toString();
        err = words.toString();
        return code;
    }

    @Override
    public boolean systemdRuns() {
        return booted;
    }

    @Override
    public Ran run(List<String> command) {
        String line = String.join(" ", command);
        asked.add(line);
        return answers.getOrDefault(line, new Ran(0, ""));
    }

    @Override
    public int show(List<String> command) {
        asked.add(String.join(" ", command));
        return journalCode;
    }
}
