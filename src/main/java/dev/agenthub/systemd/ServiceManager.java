package dev.agenthub.systemd;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Sends notifications to systemd, see sd_notify(3). Java has no datagrams over Unix sockets, so it runs
 * {@code systemd-notify}: the unit must set {@code NotifyAccess=all}, and each notification costs a process. Meant for
 * a few per minute.
 *
 * @param environment of this process
 * @param pid         of this process
 */
record ServiceManager(Map<String, String> environment, long pid) {

    private static final Logger LOG = Logger.getLogger(ServiceManager.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Whether systemd started this process and expects notifications. */
    boolean isPresent() {
        return variable("NOTIFY_SOCKET").isPresent();
    }

    /**
     * The time without a watchdog signal after which systemd kills the service; empty if it does not watch this
     * process.
     */
    Optional<Duration> watchdogInterval() {
        boolean otherProcess = variable("WATCHDOG_PID").filter(watched -> !watched.equals(Long.toString(pid)))
                .isPresent();
        return otherProcess || !isPresent() ? Optional.empty()
                : variable("WATCHDOG_USEC").flatMap(ServiceManager::micros);
    }

    /**
     * Sends {@code NAME=value} assignments; blocks until systemd has received them. Does nothing without systemd.
     * Failures are only logged.
     */
    void send(String... assignments) {
        if (isPresent()) {
            send(Stream.concat(Stream.of("systemd-notify"), Stream.of(assignments)).toList());
        }
    }

    private static void send(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warnf("systemd did not receive '%s' within %d s.", command, TIMEOUT.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.warnf("'%s' failed with %d: the unit must set NotifyAccess=all.", command, process.exitValue());
            }
        } catch (IOException e) {
            LOG.warnf("Cannot send '%s' to systemd: %s", command, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static Optional<Duration> micros(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(micros -> micros > 0)
                    .map(micros -> Duration.ofNanos(micros * 1000));
        } catch (NumberFormatException e) {
            LOG.warnf("WATCHDOG_USEC is '%s', but must be a number of microseconds; the watchdog is off.", text);
            return Optional.empty();
        }
    }
}
