package dev.agenthub.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.agenthub.cli.client.Environment;

/** The systemd of this user, as {@code systemctl --user} drives it. */
public final class UserManager {

    /** The unit's name. */
    public static final String UNIT = "agent-hub.service";

    private static final Pattern VERSION = Pattern.compile("^systemd (\\d{1,6})");

    private final Environment environment;
    private final Tools tools;
    private final String user;

    /** @param user the name of who runs this */
    public UserManager(Environment environment, Tools tools, String user) {
        this.environment = environment;
        this.tools = tools;
        this.user = user;
    }

    /** Where a user's own unit belongs. */
    public Path unitFile() {
        return environment.fromProcess("XDG_CONFIG_HOME").map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> environment.home().resolve(".config")).resolve("systemd/user").resolve(UNIT);
    }

    /**
     * Nothing, if the manager can be reached.
     *
     * @throws ServiceProblem which tells why it cannot
     */
    public void require() throws InterruptedException {
        if (!tools.systemdRuns()) {
            throw new ServiceProblem("systemd does not run this machine, so it has no services of systemd.",
                    "Let what starts programs here run 'agent-hub start --project DIR'. In WSL, systemd=true in /etc/wsl.conf turns systemd on.");
        }
        if (environment.fromProcess("XDG_RUNTIME_DIR").isEmpty()) {
            throw new ServiceProblem("XDG_RUNTIME_DIR is not set, so systemd's manager of " + user + " cannot be found.",
                    "That is so after su or sudo. Log in as " + user + " (by ssh, or 'machinectl shell " + user + "@'), or, where "
                            + user + " is logged in or lingers:\n  export XDG_RUNTIME_DIR=/run/user/$(id -u)");
        }
        Tools.Ran ran = run(List.of("systemctl", "--user", "show", "--property=Version"));
        if (!ran.worked()) {
            throw new ServiceProblem("systemd's manager of " + user + " does not answer: " + ran.out(),
                    "It runs while " + user + " is logged in, and always after: sudo loginctl enable-linger " + user);
        }
    }

    /**
     * Has the manager do something, and waits for it.
     *
     * @throws ServiceProblem with what systemctl says
     */
    public void systemctl(String... arguments) throws InterruptedException {
        Tools.Ran ran = run(Stream.concat(Stream.of("systemctl", "--user"), Arrays.stream(arguments)).toList());
        if (!ran.worked()) {
            throw new ServiceProblem("'systemctl --user " + String.join(" ", arguments) + "' failed: " + ran.out(),
                    "'agent-hub service logs' and 'agent-hub service status' may say why.");
        }
    }

    /** The version of systemd: 254, for example; nothing where it cannot be told. */
    public OptionalInt version() throws InterruptedException {
        try {
            Matcher version = VERSION.matcher(tools.run(List.of("systemctl", "--version")).out());
            return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
    }

    /** How the manager sees the service. */
    public ServiceView service() throws InterruptedException {
        Tools.Ran ran = run(List.of("systemctl", "--user", "show", "--property=" + String.join(",", ServiceView.PROPERTIES), UNIT));
        Map<String, String> properties = new HashMap<>();
        ran.out().lines().filter(line -> line.contains("="))
                .forEach(line -> properties.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return new ServiceView(properties);
    }

    /** Whether the user's services run also while the user is not logged in; nothing where nobody can tell. */
    public Optional<Boolean> lingers() throws InterruptedException {
        Tools.Ran ran = run(List.of("loginctl", "show-user", "--property=Linger", "--value", user));
        return ran.worked() ? Optional.of(ran.out().equals("yes")) : Optional.empty();
    }

    /**
     * Lets the user's services run from the machine's start on.
     *
     * @throws ServiceProblem where that needs an administrator
     */
    public void enableLinger() throws InterruptedException {
        Tools.Ran ran = run(List.of("loginctl", "--no-ask-password", "enable-linger", user));
        if (!ran.worked()) {
            throw new ServiceProblem("Lingering could not be turned on: " + ran.out(), "An administrator can: " + lingerCommand());
        }
    }

    /** What an administrator types to let this user's services run without a login. */
    public String lingerCommand() {
        return "sudo loginctl enable-linger " + user;
    }

    /**
     * Shows the service's log in this terminal.
     *
     * @throws ServiceProblem where journalctl refuses, with what helps where it may not read
     */
    public void journal(List<String> options) throws IOException, InterruptedException {
        int code = tools.show(Stream.concat(Stream.of("journalctl", "--quiet", "--user-unit=" + UNIT), options.stream()).toList());
        if (code == 1) {
            throw new ServiceProblem("journalctl could not show the log; its reason is told above.", "Where this machine keeps"
                    + " its journal in memory, only an administrator reads it. To keep it on disk: sudo mkdir -p /var/log/journal"
                    + " && sudo systemctl restart systemd-journald. To be let in: sudo usermod -aG systemd-journal " + user);
        }
    }

    private Tools.Ran run(List<String> command) throws InterruptedException {
        try {
            return tools.run(command);
        } catch (IOException absent) {
            throw new ServiceProblem(command.getFirst() + " cannot be run: " + absent.getMessage(),
                    "It comes with systemd: put it on the path.");
        }
    }
}
