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
 * What a service tells systemd, after sd_notify(3). It is told by {@code systemd-notify}, for Java has no datagrams over Unix sockets; so
 * the unit must say {@code NotifyAccess=all}, and each telling costs a process: it is for a few a minute.
 *
 * @param environment what systemd gave this process
 * @param pid         this process
 */
record ServiceManager(Map<String, String> environment, long pid) {

    private static final Logger LOG = Logger.getLogger(ServiceManager.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Whether systemd started this process and wants to be told. */
    boolean listens() {
        return said("NOTIFY_SOCKET").isPresent();
    }

    /** How long it lets the service be silent before it ends it; nothing where it does not watch this process. */
    Optional<Duration> watchdog() {
        boolean another = said("WATCHDOG_PID").filter(watched -> !watched.equals(Long.toString(pid))).isPresent();
        return another || !listens() ? Optional.empty() : said("WATCHDOG_USEC").flatMap(ServiceManager::micros);
    }

    /**
     * Tells something, each a {@code NAME=value}; blocks until systemd has taken it. Does nothing where nobody listens. What cannot be told
     * is logged, for the hub can work without.
     */
    void tell(String... assignments) {
        if (listens()) {
            tell(Stream.concat(Stream.of("systemd-notify"), Stream.of(assignments)).toList());
        }
    }

    private static void tell(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warnf("systemd did not take '%s' within %d s.", command, PATIENCE.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.warnf("'%s' failed with %d: the unit must say NotifyAccess=all.", command, process.exitValue());
            }
        } catch (IOException e) {
            LOG.warnf("systemd cannot be told '%s': %s", command, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> said(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static Optional<Duration> micros(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(micros -> micros > 0).map(micros -> Duration.ofNanos(micros * 1000));
        } catch (NumberFormatException e) {
            LOG.warnf("WATCHDOG_USEC is '%s', and must be a number of microseconds: there is no watchdog.", text);
            return Optional.empty();
        }
    }
}
