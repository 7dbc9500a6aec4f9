package dev.agenthub.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reading systemd's variables. {@code service-test.sh} tests the notifications with a real systemd. */
class ServiceManagerTest {

    private static final String SOCKET = "/run/user/1000/systemd/notify";

    private static ServiceManager given(String... variables) {
        var environment = new HashMap<String, String>();
        for (var i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new ServiceManager(environment, 42);
    }

    @Test
    void withoutSystemdNothingIsSent() {
        var alone = new ServiceManager(Map.of(), 42);
        assertThat(alone.isPresent()).isFalse();
        assertThatCode(() -> alone.send("READY=1")).doesNotThrowAnyException();
    }

    @Test
    void theWatchdogAppliesOnlyToTheNamedProcess() {
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "90000000", "WATCHDOG_PID", "42").watchdogInterval())
                .contains(Duration.ofSeconds(90));
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "90000000").watchdogInterval())
                .contains(Duration.ofSeconds(90));
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "90000000", "WATCHDOG_PID", "43").watchdogInterval())
                .isEmpty();
    }

    @Test
    void withoutANotifySocketThereIsNoWatchdog() {
        assertThat(given("WATCHDOG_USEC", "90000000").watchdogInterval()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "99999999999999999999"})
    void anInvalidIntervalDisablesTheWatchdog(String micros) {
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", micros).watchdogInterval()).isEmpty();
    }

    @Test
    void aFailedNotificationIsIgnored() {
        assertThatCode(() -> given("NOTIFY_SOCKET", "/nowhere/notify").send("READY=1")).doesNotThrowAnyException();
    }
}
