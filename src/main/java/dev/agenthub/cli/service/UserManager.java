package dev.agenthub.cli.service;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.LocalFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The systemd user manager, controlled with {@code systemctl --user}. */
public final class UserManager {

    /** The unit's name. */
    public static final String UNIT = "agent-hub.service";

    private static final Pattern VERSION = Pattern.compile("^systemd (\\d{1,6})");

    private final Environment environment;
    private final Tools tools;
    private final String user;

    /** @param user the name of the current user */
    public UserManager(Environment environment, Tools tools, String user) {
        this.environment = environment;
        this.tools = tools;
        this.user = user;
    }

    /** The path for the user's own unit. */
    public Path unitFile() {
        return environment.fromProcess("XDG_CONFIG_HOME").map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> environment.home().resolve(".config")).resolve("systemd/user").resolve(UNIT);
    }

    /**
     * Checks that the manager can be reached.
     *
     * @throws LocalFailure if not, with the reason
     */
    public void requireReachable() throws InterruptedException {
        if (!tools.isSystemdRunning()) {
            throw new LocalFailure("This machine does not run systemd.",
                    "Run 'agent-hub start --project DIR' from its init system."
                            + " In WSL, systemd=true in /etc/wsl.conf enables systemd.");
        }
        if (environment.fromProcess("XDG_RUNTIME_DIR").isEmpty()) {
            throw new LocalFailure(
                    "XDG_RUNTIME_DIR is not set, so the systemd user manager of " + user + " cannot be found.",
                    "This happens after su or sudo. Log in as " + user + " (with ssh or 'machinectl shell " + user
                            + "@'), or, if " + user + " is logged in or lingers:\n"
                            + "  export XDG_RUNTIME_DIR=/run/user/$(id -u)");
        }
        var result = run(List.of("systemctl", "--user", "show", "--property=Version"));
        if (!result.succeeded()) {
            throw new LocalFailure("The systemd user manager of " + user + " does not answer: " + result.out(),
                    "It runs while " + user + " is logged in. To keep it running: " + lingerCommand());
        }
    }

    /**
     * Runs {@code systemctl --user} with the arguments.
     *
     * @throws LocalFailure if systemctl fails, with its output
     */
    public void systemctl(String... arguments) throws InterruptedException {
        var result = run(
                Stream.concat(Stream.of("systemctl", "--user"), Arrays.stream(arguments)).toList());
        if (!result.succeeded()) {
            throw new LocalFailure("'systemctl --user " + String.join(" ", arguments) + "' failed: " + result.out(),
                    "'agent-hub service logs' and 'agent-hub service status' may say why.");
        }
    }

    /** The version of systemd, for example 254; empty if unknown. */
    public OptionalInt version() throws InterruptedException {
        try {
            var version = VERSION.matcher(tools.run(List.of("systemctl", "--version")).out());
            return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** The state of the service. */
    public ServiceView service() throws InterruptedException {
        var result = run(List.of("systemctl", "--user", "show",
                "--property=" + String.join(",", ServiceView.PROPERTIES), UNIT));
        Map<String, String> properties = new HashMap<>();
        result.out().lines().filter(line -> line.contains("=")).forEach(line -> properties.put(
                line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return new ServiceView(properties);
    }

    /** Whether the user's services run without a login; empty if unknown. */
    public Optional<Boolean> lingers() throws InterruptedException {
        var result = run(List.of("loginctl", "show-user", "--property=Linger", "--value", user));
        return result.succeeded() ? Optional.of(result.out().equals("yes")) : Optional.empty();
    }

    /**
     * Lets the user's services start at boot.
     *
     * @throws LocalFailure if only an administrator may do so
     */
    public void enableLinger() throws InterruptedException {
        var result = run(List.of("loginctl", "--no-ask-password", "enable-linger", user));
        if (!result.succeeded()) {
            throw new LocalFailure("Lingering could not be enabled: " + result.out(),
                    "An administrator can enable it: " + lingerCommand());
        }
    }

    /** The command with which an administrator enables lingering for this user. */
    public String lingerCommand() {
        return "sudo loginctl enable-linger " + user;
    }

    /**
     * Shows the service's log in this terminal.
     *
     * @throws LocalFailure if journalctl fails, with advice for missing permissions
     */
    public void journal(List<String> options) throws IOException, InterruptedException {
        int code = tools.runInTerminal(
                Stream.concat(Stream.of("journalctl", "--quiet", "--user-unit=" + UNIT), options.stream()).toList());
        if (code == 1) {
            throw new LocalFailure("journalctl could not show the log; see its message above.",
                    "If the journal is kept in memory, only an administrator can read it. To keep it on disk:"
                            + " sudo mkdir -p /var/log/journal && sudo systemctl restart systemd-journald."
                            + " To get access: sudo usermod -aG systemd-journal " + user);
        }
    }

    private Tools.ToolResult run(List<String> command) throws InterruptedException {
        try {
            return tools.run(command);
        } catch (IOException e) {
            throw new LocalFailure(command.getFirst() + " cannot be run: " + e.getMessage(),
                    "It is part of systemd; add it to PATH.");
        }
    }
}
